import { customOption, integerOption, loggingOptions, textListOption, textOption } from '@widgets/cli-kit';
import { z } from 'zod';

const GROUP = 'What';

type NumberList = {
  readonly flags: string;
  readonly placeholder: string;
  readonly description: string;
};

const numbers = z
  .string()
  .regex(/^\d{1,8}(,\d{1,8})*$/, 'must be whole numbers with commas between them, e.g. 0,10,30')
  .transform((list): readonly number[] => list.split(',').map(Number));

/** Whole numbers with commas between them. */
export const numberList = (text: NumberList & { readonly default: readonly number[] }) =>
  customOption({ ...text, group: GROUP, schema: numbers, defaultText: text.default.join(',') });

/** The same, none by default. */
export const optionalNumberList = (text: NumberList) =>
  customOption({ ...text, group: GROUP, schema: numbers });

export const requestsOption = (count: number, description: string) =>
  integerOption({
    flags: '--requests',
    group: GROUP,
    placeholder: 'N',
    min: 1,
    max: 10_000_000,
    default: count,
    description,
  });

export const patienceOption = (seconds: number) => ({
  patienceSeconds: integerOption({
    flags: '--patience',
    group: GROUP,
    placeholder: 'S',
    min: 1,
    default: seconds,
    description: 'one that waits most of the time gets only as many requests as it does in about S seconds',
  }),
});

export const jsonOption = {
  json: textOption({
    flags: '--json',
    group: 'Output',
    placeholder: 'FILE',
    description: 'write all samples and verdicts to FILE',
  }),
};

/** What benchmarks that compare have in common. */
export const comparisonOptions = {
  rounds: integerOption({
    flags: '--rounds',
    group: GROUP,
    placeholder: 'N',
    min: 1,
    max: 100,
    default: 3,
    description: 'how often each is measured, one after the other',
  }),
  latencies: numberList({
    flags: '--latencies',
    placeholder: 'MS,MS…',
    default: [0, 10, 30],
    description: 'milliseconds that the embedded cloud waits before each call',
  }),
  only: textListOption({
    flags: '--only',
    group: GROUP,
    placeholder: 'NAME',
    description: 'measure this one and others that are named so, not all',
  }),
  ...jsonOption,
  ...loggingOptions,
};
