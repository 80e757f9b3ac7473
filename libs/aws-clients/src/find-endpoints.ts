import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describeEndpoint, type Endpoint } from './endpoint';
import { InvalidTargetError } from './invalid-target-error';
import type { TargetConfig } from './sdk-config';
import { SERVICE_IDS, type PerService, type ServiceName } from './service';

/**
 * Asks the SDK itself where calls would go: each service prepares one request, which is looked at and never sent.
 * Throws `InvalidTargetError` for a region, an endpoint or a configuration file that the SDK does not accept.
 */
export const findEndpoints = async (
  targets: PerService<TargetConfig>,
  region: string,
): Promise<PerService<Endpoint>> => {
  const s3 = await firstRequestOf('s3', (probe) => {
    const client = new S3Client({ ...targets.s3, ...probe, region });
    return client.send(new ListBucketsCommand());
  });
  const sqs = await firstRequestOf('sqs', (probe) => {
    const client = new SQSClient({ ...targets.sqs, ...probe, region });
    return client.send(new ListQueuesCommand());
  });
  const dynamodb = await firstRequestOf('dynamodb', (probe) => {
    // The account's own endpoint is known only with real credentials; it is AWS just the same.
    const client = new DynamoDBClient({
      ...targets.dynamodb,
      ...probe,
      region,
      accountIdEndpointMode: 'disabled',
    });
    return client.send(new ListTablesCommand());
  });
  return { s3, sqs, dynamodb };
};

type Address = { readonly protocol: string; readonly hostname: string; readonly port?: number };

/** Carries a request's address out of the SDK, which would want an answer otherwise. */
class Prepared extends Error {
  override readonly name = 'Prepared';
  constructor(readonly address: Address) {
    super('The request is prepared and not sent');
  }
}

const probeConfig = {
  // Nothing is sent; the SDK signs only to sign.
  credentials: { accessKeyId: 'never', secretAccessKey: 'sent' },
  maxAttempts: 1,
  requestHandler: {
    handle: (address: Address): Promise<never> => Promise.reject(new Prepared(address)),
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  },
};

const firstRequestOf = async (
  service: ServiceName,
  send: (probe: typeof probeConfig) => Promise<unknown>,
): Promise<Endpoint> => {
  const error = await send(probeConfig).catch((thrown: unknown) => thrown);
  if (!(error instanceof Prepared)) throw new InvalidTargetError(SERVICE_IDS[service], error);
  const { protocol, hostname, port } = error.address;
  return describeEndpoint(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`);
};
