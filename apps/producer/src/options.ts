import {
  awsOptions,
  choiceOption,
  customOption,
  integerOption,
  loggingOptions,
  runtimeOptions,
  stoppingOptions,
  textOption,
  booleanOption,
  type Config,
  type Program,
} from '@widgets/cli-kit';
import { DEFAULT_MIX, MESSAGE_FORMATS, parseMix, type Mix } from '@widgets/widget-model';
import { z } from 'zod';
import { checkOptions } from './check-options';

const DEFAULT_REQUESTS = 1000;
const DEFAULT_DELAY_MS = 100;
const MAX_SEED = 2 ** 32 - 1;

const mixSchema = z.string().transform((text, context): Mix => {
  const mix = parseMix(text);
  if (mix.ok) return mix.value;
  context.addIssue({ code: 'custom', message: mix.reason });
  return z.NEVER;
});

const rateSchema = z
  .string()
  .refine(
    (text) => /^\d{1,6}(?:\.\d{1,3})?$/.test(text) && Number(text) > 0,
    'must be a number above 0, at most 999999, with up to three decimals',
  )
  .transform(Number);

const options = {
  requestBucket: textOption({
    flags: '-rb, --request-bucket',
    group: 'Where requests go',
    placeholder: 'BUCKET',
    description: 'S3 bucket that takes the requests',
  }),
  requestQueue: textOption({
    flags: '-rq, --request-queue, --sqs-queue-name, --queue-url',
    group: 'Where requests go',
    placeholder: 'QUEUE',
    description: 'SQS queue, by name or URL',
  }),
  messageFormat: choiceOption({
    flags: '--message-format',
    group: 'Where requests go',
    values: MESSAGE_FORMATS,
    defaultText: 'extended with a bucket, inline without one',
    description: 'how a message carries a request: three kinds of pointer, or the request itself',
  }),
  maxWidgetRequests: integerOption({
    flags: '-mwr, --max-widget-requests',
    group: 'Requests',
    placeholder: 'N',
    defaultText: `${DEFAULT_REQUESTS}; with --replay all`,
    description: 'how many requests to make; 0 means until stopped',
  }),
  interRequestDelayMs: integerOption({
    flags: '-ird, --inter-request-delay',
    group: 'Requests',
    placeholder: 'MS',
    max: 3_600_000,
    defaultText: `${DEFAULT_DELAY_MS}; with --rate none`,
    description: 'milliseconds from one request to the next; 0 means as fast as it goes',
  }),
  ratePerSecond: customOption({
    flags: '--rate',
    group: 'Requests',
    placeholder: 'R',
    schema: rateSchema,
    description:
      'requests a second, instead of a delay: each is due at its time, however slow the cloud is; what is late is caught up',
  }),
  concurrency: integerOption({
    flags: '--concurrency',
    group: 'Requests',
    placeholder: 'N',
    min: 1,
    max: 1000,
    default: 100,
    description: 'requests on their way at once; never two of one widget',
  }),
  seed: integerOption({
    flags: '--seed',
    group: 'Requests',
    placeholder: 'N',
    max: MAX_SEED,
    defaultText: 'drawn, and printed',
    description: 'the same seed makes the same requests on every machine',
  }),
  mix: customOption({
    flags: '--mix',
    group: 'Requests',
    placeholder: 'C:U:D',
    schema: mixSchema,
    default: { create: 50, update: 40, delete: 10 },
    defaultText: DEFAULT_MIX,
    description: 'shares of creates, updates and deletes',
  }),
  record: textOption({
    flags: '--record',
    group: 'Record and replay',
    placeholder: 'FILE',
    description: 'write each request confirmed as sent to FILE, one JSON object a line, in order',
  }),
  replay: textOption({
    flags: '--replay',
    group: 'Record and replay',
    placeholder: 'FILE|DIR',
    description: 'send the requests of a recorded FILE, or of a DIR with one request a file, as they are',
  }),
  newKeys: booleanOption({
    flags: '--new-keys',
    group: 'Record and replay',
    default: false,
    description: "with --replay DIR: give the requests new keys instead of their files' names",
  }),
  dryRun: booleanOption({
    flags: '--dry-run',
    group: 'Run',
    default: false,
    description: 'print what would be sent, one JSON object a line, and call no cloud',
  }),
  ...runtimeOptions,
  ...stoppingOptions,
  ...awsOptions,
  ...loggingOptions,
};

export type ProducerOptions = typeof options;
export type ProducerConfig = Config<ProducerOptions>;

/** How many requests are asked for; `Infinity` when until stopped. */
export function requestLimit({ maxWidgetRequests, replay }: ProducerConfig): number {
  if (maxWidgetRequests === undefined) return replay === undefined ? DEFAULT_REQUESTS : Infinity;
  return maxWidgetRequests === 0 ? Infinity : maxWidgetRequests;
}

/** The time between requests that is asked for: a delay, or a rate. */
export function askedPace({
  interRequestDelayMs,
  ratePerSecond,
}: ProducerConfig): { readonly perSecond: number } | { readonly delayMs: number } {
  return ratePerSecond === undefined
    ? { delayMs: interRequestDelayMs ?? DEFAULT_DELAY_MS }
    : { perSecond: ratePerSecond };
}

export const producerProgram = (version: string): Program<typeof options> => ({
  name: 'producer',
  version,
  usage: ['producer -rb BUCKET [-rq QUEUE] [options]', 'producer -rq QUEUE [options]'],
  about: [
    'Makes requests to create, update and delete widgets, stores each as an object in an S3 bucket, and posts a message that points to it on an SQS queue. Without a queue the objects alone are stored; without a bucket the messages carry the requests themselves.',
  ],
  options,
  check: checkOptions,
  examples: [
    {
      does: '100 requests, half a second apart, into a bucket and a queue',
      command: 'producer -rb=my-requests -rq=my-queue -mwr 100 -ird 500',
    },
    {
      does: 'the same 5,000 requests as anybody with this seed, as fast as it goes',
      command: 'producer -rb=my-requests -rq=my-queue -mwr 5000 -ird 0 --seed 42',
    },
    {
      does: 'load a consumer with 200 requests a second until Ctrl-C',
      command: 'producer -rb=my-requests -rq=my-queue -mwr 0 --rate 200',
    },
    {
      does: 'record what was sent, and send it again',
      command:
        'producer -rq=my-queue -mwr 50 --record sent.ndjson && producer -rq=my-queue --replay sent.ndjson',
    },
    {
      does: 'look at three requests, without any cloud',
      command: 'producer -rb=my-requests -rq=my-queue -mwr 3 --dry-run',
    },
  ],
});
