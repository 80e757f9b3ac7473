import {
  awsOptions,
  booleanOption,
  integerOption,
  loggingOptions,
  runtimeOptions,
  stoppingOptions,
  type Config,
  type OptionProblem,
  type Program,
} from '@widgets/cli-kit';
import { requestBucketsOption, requestQueueOption, skippedPrefixOption } from '../source-options';

const GROUP = 'From and to';

const options = {
  requestBuckets: requestBucketsOption({ group: GROUP, description: 'S3 bucket whose requests are moved' }),
  requestQueue: requestQueueOption({
    group: GROUP,
    description: 'SQS queue that takes them, by name or URL',
  }),
  widgetKeyPrefix: skippedPrefixOption({ group: GROUP }),
  concurrency: integerOption({
    flags: '--concurrency',
    group: 'Work',
    placeholder: 'N',
    min: 1,
    max: 1000,
    default: 50,
    description: 'requests in hand at once; never two of one widget on the way',
  }),
  maxRequests: integerOption({
    flags: '--max-requests',
    group: 'Work',
    placeholder: 'N',
    default: 0,
    description: 'end after this many requests; 0 means no limit',
  }),
  stopWhenEmpty: booleanOption({
    flags: '--stop-when-empty',
    group: 'Work',
    default: false,
    description: 'end when the bucket holds nothing more to move',
  }),
  ...runtimeOptions,
  ...stoppingOptions,
  ...awsOptions,
  ...loggingOptions,
};

export type ForwardConfig = Config<typeof options>;

/** One without the other: on a local cloud neither is needed. */
function check({ requestBuckets, requestQueue }: ForwardConfig): OptionProblem<typeof options>[] {
  const hasBucket = requestBuckets.length > 0;
  if (hasBucket === (requestQueue !== undefined)) return [];
  const message = hasBucket
    ? 'the requests have nowhere to go: name the queue with -rq'
    : 'no requests are named: name the bucket that holds them with -rb';
  return [{ about: ['requestBuckets', 'requestQueue'], message }];
}

export const forwardProgram = (version: string): Program<typeof options> => ({
  name: 'consumer forward',
  version,
  usage: ['consumer forward -rb BUCKET -rq QUEUE [options]'],
  about: [
    'Moves each request from an S3 bucket into an SQS queue, in the order of the keys, so that a producer that only knows S3 can feed consumers that only know SQS. The message is the request itself, with its order stamp as an attribute. What no message can carry is moved under rejected/.',
  ],
  options,
  check,
  examples: [
    {
      does: 'move what is there, and what comes until Ctrl-C',
      command: 'consumer forward -rb=my-requests -rq=my-queue',
    },
    {
      does: 'move what is there, and end',
      command: 'consumer forward -rb=my-requests -rq=my-queue --stop-when-empty',
    },
  ],
});
