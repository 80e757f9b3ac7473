import {
  awsOptions,
  booleanOption,
  choiceOption,
  integerOption,
  loggingOptions,
  runtimeOptions,
  stoppingOptions,
  type Config,
  type OptionProblem,
  type Program,
} from '@widgets/cli-kit';
import { healthOptions } from './health/options';
import { NO_SOURCE } from './plan-source';
import { deadLetterQueueOption, requestBucketsOption, requestQueueOption } from './source-options';
import { checkTarget, targetOptions } from './target-options';

/** SQS's limits, in seconds. */
const LONGEST_POLL = 20;
const LONGEST_LEASE = 12 * 60 * 60;

const SOURCE = 'Where requests come from';

export const consumerOptions = {
  requestBuckets: requestBucketsOption({ group: SOURCE }),
  requestQueue: requestQueueOption({ group: SOURCE }),
  deadLetterQueue: deadLetterQueueOption({ group: SOURCE }),
  ...targetOptions,
  missingWidgetRetries: integerOption({
    flags: '--missing-widget-retries',
    group: 'Work',
    placeholder: 'N',
    max: 1000,
    default: 3,
    description:
      'how often an update or delete whose widget is missing is given back, to wait for its create',
  }),
  ordering: choiceOption({
    flags: '--ordering',
    group: 'Work',
    values: ['stamps', 'off'],
    default: 'stamps',
    description:
      'keep the order of requests by stamps in each widget (_order), or apply them just as they come',
  }),
  waitSeconds: integerOption({
    flags: '-qwt, --queue-wait-timeout',
    group: 'Work',
    placeholder: 'S',
    max: LONGEST_POLL,
    default: 10,
    description: 'seconds that one receive waits for messages',
  }),
  leaseSeconds: integerOption({
    flags: '-qvt, --queue-visibility-timeout',
    group: 'Work',
    placeholder: 'S',
    min: 1,
    max: LONGEST_LEASE,
    default: 30,
    description: 'seconds that a message in hand is hidden from others; renewed while work goes on',
  }),
  concurrency: integerOption({
    flags: '--concurrency',
    group: 'Work',
    placeholder: 'N',
    min: 1,
    max: 1000,
    // As docs/performance.md has it: 64 are enough up to 10 ms a call, and with 96 a fourth more requests go through at 30 ms.
    // Still more need more processor time each, and creates take long enough to be looked after once more.
    default: 96,
    description: 'messages in hand at once; requests of one widget are applied one after the other',
  }),
  workers: integerOption({
    flags: '--workers',
    group: 'Work',
    placeholder: 'N',
    min: 1,
    max: 64,
    default: 1,
    description: 'processes that share the work of the queue, each with its own --concurrency',
  }),
  maxRequests: integerOption({
    flags: '--max-requests',
    group: 'Work',
    placeholder: 'N',
    default: 0,
    description: 'end after this many requests have their final outcome; 0 means no limit',
  }),
  stopWhenEmpty: booleanOption({
    flags: '--stop-when-empty',
    group: 'Work',
    default: false,
    description:
      'end when two receives in a row bring nothing and the queue or bucket holds nothing more to do',
  }),
  ...healthOptions,
  ...runtimeOptions,
  ...stoppingOptions,
  ...awsOptions,
  ...loggingOptions,
};

export type ConsumerConfig = Config<typeof consumerOptions>;

/** Contradictions that show before anything is looked up; a missing source is told along with them. */
export function checkConsumer(config: ConsumerConfig): OptionProblem<typeof consumerOptions>[] {
  const contradictions = [...checkTarget(config), ...checkWorkers(config)];
  const hasSource = config.requestQueue !== undefined || config.requestBuckets.length > 0;
  if (contradictions.length === 0 || hasSource) return contradictions;
  return [...contradictions, { about: ['requestQueue', 'requestBuckets'], message: NO_SOURCE }];
}

/** One process alone can keep the order of a bucket's keys, and listen on a port. */
function checkWorkers(config: ConsumerConfig): OptionProblem<typeof consumerOptions>[] {
  const { workers, requestQueue, requestBuckets, httpPort } = config;
  if (workers === 1) return [];
  const queue = `--workers ${workers} needs a queue that shares out the requests: name it with -rq, or leave the polling of a bucket to one process`;
  const port = `--http-port ${httpPort} is about one process: leave out --workers, and start several consumers with a port for each`;
  return [
    ...(requestQueue === undefined && requestBuckets.length > 0
      ? [{ about: ['workers', 'requestQueue', 'requestBuckets'] as const, message: queue }]
      : []),
    ...(httpPort === undefined ? [] : [{ about: ['workers', 'httpPort'] as const, message: port }]),
  ];
}

export const consumerProgram = (version: string): Program<typeof consumerOptions> => ({
  name: 'consumer',
  version,
  usage: [
    'consumer -rq QUEUE [-rb BUCKET] -wb BUCKET [options]',
    'consumer -rq QUEUE [-rb BUCKET] -dwt TABLE [options]',
    'consumer -rb BUCKET (-wb BUCKET | -dwt TABLE) [options]',
    'consumer COMMAND [options]',
  ],
  about: [
    'Receives requests to create, update and delete widgets from an SQS queue, follows those that point to an object in S3, applies them to widgets in an S3 bucket or a DynamoDB table, then deletes message and object. Without a queue it polls the request buckets, the smallest key first.',
  ],
  options: consumerOptions,
  check: checkConsumer,
  examples: [
    {
      does: 'apply what comes until Ctrl-C, to widgets in a bucket',
      command: 'consumer -rq=my-queue -rb=my-requests -wb=my-widgets',
    },
    {
      does: 'apply what is there to widgets in a table, and end',
      command: 'consumer -rq my-queue -rb my-requests -dwt widgets --stop-when-empty',
    },
    {
      does: 'the same by four processes, for a machine with as many cores',
      command: 'consumer -rq my-queue -rb my-requests -dwt widgets --workers 4 --stop-when-empty',
    },
    {
      does: 'the same in the words of consumer.py',
      command:
        'consumer --queue-url my-queue --request-source my-requests --request-destination widgets --storage-strategy dynamodb --stop-when-empty',
    },
    {
      does: 'apply the requests in a bucket, without a queue',
      command: 'consumer -rb=my-requests -dwt=widgets',
    },
  ],
});
