import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Logger } from '@smithy/types';
import { createCallMeter, type CallMeter } from './metering/call-meter';
import { createCloudClock, observeClock } from './cloud-clock';
import { createCredentials, credentialChain, CREDENTIALS_RENEWED } from './credentials';
import type { Endpoint } from './endpoint';
import { findEndpoints } from './find-endpoints';
import { configuredRegion, DEFAULT_REGION, instanceRegion } from './find-region';
import { askForCapacity } from './metering/consumed-capacity';
import { observeCalls } from './metering/observe-calls';
import { renewCredentials } from './renew-credentials';
import { targetConfigs, type Target, type TargetConfig } from './sdk-config';
import type { PerService, ServiceName } from './service';
import { trimClient } from './trim-client';
import { watchThrottling } from './watch-throttling';

export type ClientSettings = Target & {
  /** Connections per service (50): at least as many as calls are to run at once. */
  readonly maxSockets?: number;
  /** Tries of each call, the first included (6): with jittered backoff, up to a second or two in all. */
  readonly maxAttempts?: number;
  /** Takes the SDK's warnings, each text once, and the news of renewed credentials; they are dropped otherwise. */
  readonly onWarning?: (message: string) => void;
  /** Told of every attempt of a call that AWS throttles. */
  readonly onThrottled?: () => void;
};

export type AwsClients = {
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly dynamodb: DynamoDBClient;
  readonly region: string;
  readonly endpoints: PerService<Endpoint>;
  /** True when every service is on this machine. */
  readonly isLoopback: boolean;
  /** Where calls go, in words: an endpoint, or AWS and the region. */
  readonly where: string;
  readonly meter: CallMeter;
  /** See `CloudClock`. */
  readonly clockOffsetMs: () => number;
  readonly destroy: () => void;
};

/**
 * Clients that go where the SDK would go by itself: by argument, environment and shared configuration files. Nothing
 * is sent to AWS. Throws `InvalidTargetError` for a region, an endpoint or a configuration file that the SDK does not
 * accept.
 */
export const createClients = async (settings: ClientSettings = {}): Promise<AwsClients> => {
  // The SDK warns on stderr about Node 20, once, when the first client is made.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const targets = await targetConfigs(settings);
  const region = await chooseRegion(settings, targets);
  const endpoints = await findEndpoints(targets, region);
  const meter = createCallMeter();
  const credentials = createCredentials({
    open: credentialChain(settings.profile, sdkLogger(aboutCredentials(settings))),
    onRenewed: () => settings.onWarning?.(CREDENTIALS_RENEWED),
  });
  const shared = { ...sharedConfig(settings), region, credentials: credentials.provide };
  const targetOf = (service: ServiceName) => ({
    service,
    endpoint: endpoints[service],
    region,
    profile: settings.profile,
  });
  // AWS alone resolves bucket names as host names.
  const s3 = new S3Client({ ...shared, ...targets.s3, forcePathStyle: !endpoints.s3.isAws });
  // The SDK sends calls to the host of a queue's URL, past an endpoint of the environment. A queue URL of AWS is
  // meant by its queue name when another endpoint is configured.
  const sqs = new SQSClient({ ...shared, ...targets.sqs, useQueueUrlAsEndpoint: endpoints.sqs.isAws });
  const dynamodb = new DynamoDBClient({ ...shared, ...targets.dynamodb });
  prepareClients({ s3, sqs, dynamodb }, settings.onThrottled);
  s3.middlewareStack.use(observeCalls(targetOf('s3'), meter));
  sqs.middlewareStack.use(observeCalls(targetOf('sqs'), meter));
  dynamodb.middlewareStack.use(observeCalls(targetOf('dynamodb'), meter));
  dynamodb.middlewareStack.use(askForCapacity());
  s3.middlewareStack.use(renewCredentials(credentials));
  sqs.middlewareStack.use(renewCredentials(credentials));
  dynamodb.middlewareStack.use(renewCredentials(credentials));
  const clock = createCloudClock();
  s3.middlewareStack.use(observeClock(clock, Date.now));
  sqs.middlewareStack.use(observeClock(clock, Date.now));
  return {
    s3,
    sqs,
    dynamodb,
    region,
    endpoints,
    isLoopback: Object.values(endpoints).every((endpoint) => endpoint.isLoopback),
    where: describeWhere(endpoints, region),
    meter,
    clockOffsetMs: clock.offsetMs,
    destroy: () => [s3, sqs, dynamodb].forEach((client) => client.destroy()),
  };
};

const prepareClients = (
  { s3, sqs, dynamodb }: Pick<AwsClients, ServiceName>,
  onThrottled: ClientSettings['onThrottled'] = () => undefined,
): void => {
  trimClient(s3);
  trimClient(sqs);
  trimClient(dynamodb);
  s3.middlewareStack.use(watchThrottling(onThrottled));
  sqs.middlewareStack.use(watchThrottling(onThrottled));
  dynamodb.middlewareStack.use(watchThrottling(onThrottled));
};

const describeWhere = ({ s3, sqs, dynamodb }: PerService<Endpoint>, region: string): string => {
  const elsewhere = [s3, sqs, dynamodb].filter(({ isAws }) => !isAws).map(({ url }) => url);
  return elsewhere.length > 0 ? [...new Set(elsewhere)].join(', ') : `AWS (${region})`;
};

/** Explicit, else configured, else the EC2 instance's, else us-east-1. */
const chooseRegion = async (settings: ClientSettings, targets: PerService<TargetConfig>): Promise<string> => {
  const region = settings.region ?? (await configuredRegion(settings.profile));
  if (region !== undefined) return region;
  // Asking for the instance's region costs a second where there is no instance; a local cloud needs none.
  const endpoints = await findEndpoints(targets, DEFAULT_REGION);
  const needsRegion = Object.values(endpoints).some(({ isLoopback }) => !isLoopback);
  return needsRegion ? instanceRegion() : DEFAULT_REGION;
};

const CONNECTION_TIMEOUT_MS = 10_000;
// Silence, not the length of a call: a long poll is silent for up to 20 seconds.
const SOCKET_TIMEOUT_MS = 30_000;

const sharedConfig = ({ maxSockets = 50, maxAttempts = 6, onWarning }: ClientSettings) => {
  const agent = { keepAlive: true, maxSockets };
  const logger = sdkLogger(onWarning);
  return {
    maxAttempts,
    retryMode: 'standard',
    requestHandler: {
      httpAgent: agent,
      httpsAgent: agent,
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      socketTimeout: SOCKET_TIMEOUT_MS,
      logger,
    },
    logger,
  };
};

/** The SDK warns of a profile beside keys in the environment; who named it on the command line meant it. */
const aboutCredentials = ({ profile, onWarning }: ClientSettings): ClientSettings['onWarning'] =>
  profile === undefined ? onWarning : undefined;

/** The SDK writes its warnings to the console, some for every call, unless a logger takes them. */
const sdkLogger = (onWarning: ClientSettings['onWarning']): Logger => {
  const told = new Set<string>();
  const drop = (): void => undefined;
  const warn = (...content: readonly unknown[]): void => {
    const message = content.map(String).join(' ').replace(/\s+/g, ' ').trim();
    if (told.has(message)) return;
    told.add(message);
    onWarning?.(message);
  };
  return { trace: drop, debug: drop, info: drop, error: drop, warn };
};
