import { type Clock, systemClock } from './clock';
import { dynamodbService } from './dynamodb/dynamodb-service';
import { embeddedDynamo } from './dynamodb/embedded-dynamo';
import { type FaultChoice, parseFaults } from './faults/fault-settings';
import { Faults } from './faults/faults';
import { queueDisorder } from './faults/queue-disorder';
import type { Interceptor } from './http/call';
import { dispatcher } from './http/dispatcher';
import { listen } from './http/listen';
import { CallCounter } from './inspection/call-counts';
import type { CallReport } from './inspection/call-report';
import { IdleWatch } from './inspection/idle-watch';
import type { Inspection } from './inspection/inspection';
import { localService } from './inspection/local-service';
import { makeResources, type Resources, type Stores } from './resources';
import { Buckets } from './s3/buckets';
import { s3Service } from './s3/s3-service';
import { Queues } from './sqs/queues';
import { sqsService } from './sqs/sqs-service';

export type LocalCloudOptions = Resources & {
  /** 0, the default, takes a free one. */
  port?: number;
  /** The address to listen on; 127.0.0.1 unless told otherwise. */
  host?: string;
  /** Further names, without a port, that the Host header of a request may have. */
  allowedHosts?: readonly string[];
  /** The machine's clock unless a test passes its own. DynamoDB keeps to the machine's: it has nothing that waits. */
  clock?: Clock;
  /** None unless told otherwise. Without a seed one is drawn. */
  faults?: FaultChoice;
  /** Told of every call of an AWS service when it has ended. */
  onCall?: (report: CallReport) => void;
  /** Decides on every call of an AWS service whether and when it is performed, and whether its answer is given. */
  intercept?: Interceptor;
};

export type LocalCloud = Inspection & {
  /** The endpoint of all three services, `http://127.0.0.1:PORT`: with an IP every SDK picks path-style S3 by itself. */
  url: string;
  port: number;
  /** Resolves when the message was received, which may have been before. Rejects if there is no such queue. */
  whenReceived(queue: string, messageId: string): Promise<void>;
  /** Resolves when the queue holds nothing, in whatever state, and no second delivery is due. Rejects if there is no such queue. */
  whenEmpty(queue: string): Promise<void>;
  /** Resolves as soon as that many milliseconds have passed without a call under way. */
  whenIdle(idleMs: number): Promise<void>;
  /** Ends every connection, waiting receives included, and frees the port. What was stored is gone with the process. */
  close(): Promise<void>;
};

/**
 * Starts S3, SQS and DynamoDB on one port of this machine, all state in memory.
 * @throws PortInUseError, ListenError, ResourceError, InvalidFaultsError
 */
export async function startLocalCloud(options: LocalCloudOptions = {}): Promise<LocalCloud> {
  const { port = 0, host = '127.0.0.1', allowedHosts = [], clock = systemClock } = options;
  const faults = new Faults(parseFaults(options.faults ?? {}, drawSeed()), clock);
  const stores = newStores(clock, faults);
  await makeResources(options, stores, clock);
  const counter = new CallCounter();
  const idle = new IdleWatch(clock);
  const inspection = inspect(stores, {
    counter,
    faults,
    remake: () => makeResources(options, stores, clock),
  });
  const services = {
    s3: s3Service(stores.buckets, clock),
    sqs: sqsService(stores.queues),
    dynamodb: dynamodbService(stores.dynamo),
    local: localService(inspection),
  };
  const { onCall, intercept } = options;
  const dispatch = dispatcher(services, { clock, counter, idle, faults, onCall, intercept });
  const listener = await listen({ host, port, allowedHosts, clock }, dispatch);
  return {
    ...inspection,
    url: urlOf(host, listener.port),
    port: listener.port,
    whenReceived: async (queue, messageId) => stores.queues.byName(queue).whenReceived(messageId),
    whenEmpty: async (queue) => stores.queues.byName(queue).whenEmpty(),
    whenIdle: (idleMs) => idle.whenIdle(idleMs),
    close: () => listener.close(),
  };
}

type AllStores = Stores & { clearTables: () => void };

function newStores(clock: Clock, faults: Faults): AllStores {
  const dynamo = embeddedDynamo();
  return {
    buckets: new Buckets(),
    queues: new Queues(clock, queueDisorder(faults)),
    dynamo: dynamo.call,
    clearTables: dynamo.clear,
  };
}

type Inspected = { counter: CallCounter; faults: Faults; remake: () => Promise<void> };

const inspect = (stores: AllStores, { counter, faults, remake }: Inspected): Inspection => ({
  calls: () => counter.counts(),
  resetCalls: () => counter.reset(),
  queues: () => stores.queues.depths(),
  faults: () => faults.settings,
  setFaults: (choice) => faults.change(parseFaults(choice, faults.settings.seed)),
  reset: async () => {
    stores.buckets.clear();
    stores.queues.clear();
    stores.clearTables();
    faults.restart();
    await remake();
  },
});

/** Small enough to be typed again. */
const drawSeed = (): number => Math.floor(Math.random() * 1_000_000);

/** Whoever listens on every address can be called on this one. */
function urlOf(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
