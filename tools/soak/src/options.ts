import {
  choiceOption,
  customOption,
  integerOption,
  loggingOptions,
  type Config,
  type Program,
} from '@widgets/cli-kit';
import { z } from 'zod';

const [WORK, TROUBLE] = ['Work', 'Trouble'];

const rate = (flags: string, share: number, description: string) =>
  customOption({
    flags,
    group: TROUBLE,
    placeholder: 'RATE',
    schema: z
      .string()
      .refine((text) => /^(0|1|0?\.\d+)$/.test(text), 'must be a share from 0 to 1, like 0.02')
      .transform(Number),
    default: share,
    description,
  });

const options = {
  requests: integerOption({
    flags: '--requests',
    group: WORK,
    placeholder: 'N',
    min: 1,
    default: 10_000,
    description: 'how many requests go through',
  }),
  seed: integerOption({
    flags: '--seed',
    group: WORK,
    placeholder: 'N',
    max: 2 ** 32 - 1,
    default: 1,
    description: 'what the requests and the faults are drawn from',
  }),
  runs: integerOption({
    flags: '--runs',
    group: WORK,
    placeholder: 'N',
    min: 1,
    default: 1,
    description: 'how many seeds to try, from --seed on',
  }),
  store: choiceOption({
    flags: '--store',
    group: WORK,
    values: ['s3', 'dynamodb', 'both'],
    default: 'both',
    description: 'where the widgets go',
  }),
  consumers: integerOption({
    flags: '--consumers',
    group: WORK,
    placeholder: 'N',
    min: 1,
    max: 32,
    default: 3,
    description: 'how many consumers share the queue',
  }),
  retries: integerOption({
    flags: '--missing-widget-retries',
    group: WORK,
    placeholder: 'N',
    max: 500,
    default: 3,
    description:
      'how often an update or delete may wait for its widget; more of them where consumers die every second',
  }),
  killEverySeconds: integerOption({
    flags: '--kill-every',
    group: TROUBLE,
    placeholder: 'S',
    default: 3,
    description: 'seconds after which the next consumer is killed and started again; 0 means never',
  }),
  duplicateRate: rate('--duplicate-rate', 0.05, 'share of messages that the queue delivers a second time'),
  reorderWindow: integerOption({
    flags: '--reorder-window',
    group: TROUBLE,
    placeholder: 'N',
    default: 20,
    description: 'how many later messages may overtake one',
  }),
  errorRate: rate('--error-rate', 0.02, 'share of calls that fail'),
  lostAnswerRate: rate('--lost-answer-rate', 0.02, 'share of calls that happen, and whose answer is lost'),
  ...loggingOptions,
};

export type SoakConfig = Config<typeof options>;

export const soakProgram = (version: string): Program<typeof options> => ({
  name: 'soak',
  version,
  usage: ['soak [--requests N] [--seed N] [--runs N] [--store STORE]'],
  about: [
    'Sends requests through a queue that repeats and reorders messages, on a cloud that fails and loses answers, to several consumers of which one is killed (SIGKILL) every few seconds; then compares every widget with what the requests say. Prints a table; exits with 1 when anything is lost, wrong, or back from the dead.',
  ],
  options,
  examples: [
    {
      does: '10,000 requests into either store',
      command: 'npx nx run soak:run -- --requests 10000 --seed 7',
    },
    {
      does: 'ten seeds, a small run each',
      command: 'npx nx run soak:run -- --requests 1000 --seed 1 --runs 10 --store dynamodb',
    },
  ],
});
