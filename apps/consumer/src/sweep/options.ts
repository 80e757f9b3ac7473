import {
  awsOptions,
  booleanOption,
  choiceOption,
  customOption,
  loggingOptions,
  runtimeOptions,
  stoppingOptions,
  textOption,
  type Config,
  type OptionProblem,
  type Program,
} from '@widgets/cli-kit';
import { z } from 'zod';
import { rateOption } from '../rate-option';
import { requestBucketsOption, requestQueueOption, skippedPrefixOption } from '../source-options';
import { parseAge } from './age';

const GROUP = 'What is swept';

const ageSchema = z.string().transform((text, context) => {
  const seconds = parseAge(text);
  if (seconds !== undefined) return seconds;
  context.addIssue({ code: 'custom', message: 'must be a number with a unit, like 90s, 30m, 12h or 4d' });
  return z.NEVER;
});

const options = {
  requestBuckets: requestBucketsOption({
    group: GROUP,
    description: 'S3 bucket whose objects are looked at',
  }),
  requestQueue: requestQueueOption({
    group: GROUP,
    description: 'SQS queue that takes the pointers, by name or URL',
  }),
  olderThanSeconds: customOption<number | undefined>({
    flags: '--older-than',
    group: GROUP,
    placeholder: 'AGE',
    schema: ageSchema,
    defaultText: "the queue's retention, which no message outlives",
    description: 'only objects that were stored so long ago: a number with s, m, h or d',
  }),
  widgetKeyPrefix: skippedPrefixOption({ group: GROUP }),
  after: textOption({
    flags: '--after',
    group: GROUP,
    placeholder: 'BUCKET/KEY',
    description: 'go on after this object, as a sweep that ended early tells it',
  }),
  yes: booleanOption({
    flags: '--yes',
    group: 'Work',
    default: false,
    description: 'post the pointers; without it the command only tells what it would do',
  }),
  format: choiceOption({
    flags: '--message-format',
    group: 'Work',
    values: ['extended', 'json', 'key'],
    default: 'extended',
    description: 'how the messages point to their objects',
  }),
  rate: rateOption('messages'),
  ...runtimeOptions,
  ...stoppingOptions,
  ...awsOptions,
  ...loggingOptions,
};

export type SweepConfig = Config<typeof options>;

function check({ requestBuckets, format, after }: SweepConfig): OptionProblem<typeof options>[] {
  const isWithin = requestBuckets.some((bucket) => after?.split('/')[0] === bucket);
  const manyBuckets =
    '--message-format key does not tell the bucket: sweep one bucket, or choose another format';
  const elsewhere = `--after ${after} begins with none of the buckets that -rb names: write it as the sweep told it, BUCKET/KEY`;
  return [
    ...(format === 'key' && requestBuckets.length > 1
      ? [{ about: ['format', 'requestBuckets'] as const, message: manyBuckets }]
      : []),
    ...(after !== undefined && requestBuckets.length > 0 && !isWithin
      ? [{ about: ['after', 'requestBuckets'] as const, message: elsewhere }]
      : []),
  ];
}

export const sweepProgram = (version: string): Program<typeof options> => ({
  name: 'consumer sweep',
  version,
  usage: ['consumer sweep -rb BUCKET -rq QUEUE [options]'],
  about: [
    'Posts a pointer again for every request object that has lain for so long that its message must be gone: mostly that of a producer that died before it could post. Deletes nothing, and leaves alone what lies under rejected/. Without --yes it only tells what it would post.',
    'A pointer too many does no harm on a standard queue: a request that was applied changes nothing again. A FIFO queue gives it a place after all others, so that an old request may be applied over newer ones: look at the list first. The objects of letters in the dead-letter queue are posted as well.',
  ],
  options,
  check,
  examples: [
    {
      does: 'what lies there without a message',
      command: 'consumer sweep -rb=my-requests -rq=my-queue',
    },
    {
      does: 'post it, when no producer has been at work for an hour',
      command: 'consumer sweep -rb=my-requests -rq=my-queue --older-than=1h --yes',
    },
  ],
});
