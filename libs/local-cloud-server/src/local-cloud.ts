import { type Clock, systemClock } from './clock';
import { createDynaliteServer } from './dynamodb/dynalite-server';
import { dynamodbService } from './dynamodb/dynamodb-service';
import { shield } from './dynamodb/shield';
import { resolveOperation, type Services } from './http/dispatch';
import { listen } from './http/listen';
import { localService } from './http/local-service';
import { makeResources, type Resources, type Stores } from './resources';
import { Buckets } from './s3/buckets';
import { s3Service } from './s3/s3-service';
import { Queues } from './sqs/queues';
import { sqsService } from './sqs/sqs-service';

export type LocalCloudOptions = Resources & {
  /** 0, the default, takes a free one. */
  port?: number;
  /** The address to listen on; 127.0.0.1 unless told otherwise. Requests to other host names are refused in any case. */
  host?: string;
  /** The machine's clock unless a test passes its own. DynamoDB keeps to the machine's: it has nothing that waits. */
  clock?: Clock;
};

export type LocalCloud = {
  /** The endpoint of all three services, `http://127.0.0.1:PORT`: with an IP every SDK picks path-style S3 by itself. */
  url: string;
  port: number;
  /** Ends every connection, waiting receives included, and frees the port. What was stored is gone with the process. */
  close(): Promise<void>;
};

const IMMEDIATE_TABLES = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };

/**
 * Starts S3, SQS and DynamoDB on one port of this machine, all state in memory.
 * @throws PortInUseError, ListenError, ResourceError
 */
export async function startLocalCloud(options: LocalCloudOptions = {}): Promise<LocalCloud> {
  const { port = 0, host = '127.0.0.1', clock = systemClock, ...resources } = options;
  const stores: Stores = {
    buckets: new Buckets(),
    queues: new Queues(clock),
    dynamo: shield(createDynaliteServer(IMMEDIATE_TABLES)),
  };
  await makeResources(resources, stores, clock);
  const services: Services = {
    s3: s3Service(stores.buckets, clock),
    sqs: sqsService(stores.queues),
    dynamodb: dynamodbService(stores.dynamo),
    local: localService,
  };
  const listener = await listen({ host, port, clock }, async (call) =>
    resolveOperation(call, services).run(),
  );
  const name = host.includes(':') ? `[${host}]` : host;
  return { url: `http://${name}:${listener.port}`, port: listener.port, close: () => listener.close() };
}
