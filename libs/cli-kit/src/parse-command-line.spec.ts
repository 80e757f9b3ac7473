import { expect, test } from '@jest/globals';
import { z } from 'zod';
import {
  booleanOption,
  choiceOption,
  customOption,
  integerOption,
  textListOption,
  textOption,
  type Config,
} from './option';
import { renderOptionsTable } from './options-table';
import { parseCommandLine } from './parse-command-line';
import type { Program } from './program';

const options = {
  buckets: textListOption({
    flags: '-rb, --request-bucket, --request-source',
    group: 'Requests',
    placeholder: 'BUCKET',
    description: 'buckets that hold the requests',
  }),
  queue: textOption({
    flags: '-rq, --request-queue, --queue-url',
    group: 'Requests',
    placeholder: 'QUEUE',
    description: 'queue to receive from',
  }),
  count: integerOption({
    flags: '-mwr, --max-widget-requests',
    group: 'Requests',
    placeholder: 'COUNT',
    default: 1000,
    description: 'how many',
  }),
  wait: integerOption({
    flags: '-qwt, --queue-wait-timeout',
    group: 'Requests',
    placeholder: 'SECONDS',
    min: 0,
    max: 20,
    description: 'long-poll seconds',
  }),
  prefix: textOption({
    flags: '-wkp, --widget-key-prefix',
    group: 'Widgets',
    placeholder: 'PREFIX',
    allowEmpty: true,
    default: 'widgets/',
    description: 'what keys begin with',
  }),
  ownerInPrefix: booleanOption({
    flags: '-uop, --use-owner-in-prefix',
    group: 'Widgets',
    default: true,
    description: 'put the owner into the key',
  }),
  dryRun: booleanOption({ flags: '--dry-run', group: 'Run', default: false, description: 'send nothing' }),
  ordering: choiceOption({
    flags: '--ordering',
    group: 'Run',
    values: ['stamps', 'off'],
    default: 'stamps',
    description: 'order',
  }),
  mix: customOption({
    flags: '--mix',
    group: 'Run',
    placeholder: 'C:U:D',
    schema: z
      .string()
      .regex(/^\d+:\d+:\d+$/, 'must be three numbers like 50:40:10')
      .transform((text) => text.split(':').map(Number)),
    description: 'shares of creates, updates and deletes',
  }),
};

const program: Program<typeof options> = {
  name: 'consumer',
  version: '1.2.3',
  usage: ['consumer [options]'],
  about: [],
  options,
  check: ({ queue, prefix, dryRun, ordering }) => [
    ...(queue === undefined && prefix === ''
      ? [{ about: ['queue', 'prefix'] as const, message: '-rq or -wkp is needed' }]
      : []),
    ...(dryRun && ordering === 'off'
      ? [
          {
            about: ['dryRun', 'ordering'] as const,
            message: '--dry-run and --ordering off exclude each other',
          },
        ]
      : []),
  ],
  examples: [],
};

const parse = (args: readonly string[], env: Record<string, string> = {}) =>
  parseCommandLine(program, args, env);

const configOf = (args: readonly string[], env?: Record<string, string>): Config<typeof options> => {
  const commandLine = parse(args, env);
  if (commandLine.kind !== 'run') throw new Error(JSON.stringify(commandLine));
  return commandLine.config;
};

const problemsOf = (args: readonly string[], env?: Record<string, string>): readonly string[] => {
  const commandLine = parse(args, env);
  return commandLine.kind === 'usage' ? commandLine.problems : [];
};

test('with no options every value is its default, absent values are undefined, and all is frozen', () => {
  const config = configOf([]);
  expect(config).toEqual({
    buckets: [],
    queue: undefined,
    count: 1000,
    wait: undefined,
    prefix: 'widgets/',
    ownerInPrefix: true,
    dryRun: false,
    ordering: 'stamps',
    mix: undefined,
  });
  expect(Object.isFrozen(config)).toBe(true);
  expect(Object.isFrozen(config.buckets)).toBe(true);
});

test.each([
  ['-rq=x'],
  ['-rq', 'x'],
  ['--request-queue=x'],
  ['--request-queue', 'x'],
  ['--queue-url', 'x'],
  ['--rq=x'],
])('%s %s gives the queue', (...args) => {
  expect(configOf(args).queue).toBe('x');
});

test.each(['0123', '123', '-5', '1e3', 'a=b', "'x'", '"x"', 'a b', '-', 'true', 'ünï', '__proto__'])(
  'the value %s stays the text it is',
  (text) => {
    expect(configOf(['-rq', text]).queue).toBe(text);
    expect(configOf([`-rq=${text}`]).queue).toBe(text);
  },
);

test('a value that begins with a dash is given with an equals sign', () => {
  expect(configOf(['-wkp=-x/']).prefix).toBe('-x/');
});

test('a list takes every value under any of its names and does not split at commas', () => {
  expect(configOf(['-rb', 'a', '--request-bucket=b,c', '-rb=d']).buckets).toEqual(['a', 'b,c', 'd']);
});

test('of a single-valued option given twice the last value counts', () => {
  expect(configOf(['-mwr', '1', '-mwr', '2']).count).toBe(2);
});

test('of a single-valued option given under two names the last value counts', () => {
  expect(configOf(['--queue-url', 'a', '-rq', 'b']).queue).toBe('b');
  expect(configOf(['-rq', 'a', '--queue-url', 'b', '-rq', 'c']).queue).toBe('c');
});

test('numbers come as numbers', () => {
  expect(configOf(['-mwr', '10', '--queue-wait-timeout=0'])).toMatchObject({ count: 10, wait: 0 });
});

test.each(['abc', '1.5', '-1', 'Infinity', '1e3', '0x10', ' 5', '99999999999999999', ''])(
  'the number %j is refused',
  (text) => {
    expect(problemsOf([`-mwr=${text}`])).toHaveLength(1);
  },
);

test('a number out of range is refused with the range', () => {
  expect(problemsOf(['-qwt', '21'])).toEqual(['-qwt 21: must be a whole number, from 0 to 20']);
});

test.each([
  [['-uop=false'], false],
  [['-uop', 'false'], false],
  [['--use-owner-in-prefix=FALSE'], false],
  [['-uop', 'true'], true],
  [['-uop'], true],
  [['-uop', '-mwr', '1'], true],
])('%j switches the boolean to %j', (args, value) => {
  expect(configOf(args).ownerInPrefix).toBe(value);
});

test('a boolean option takes no other word', () => {
  expect(problemsOf(['-uop=no'])).toEqual(['-uop no: must be true or false']);
  expect(problemsOf(['--dry-run', 'no'])).toEqual(['"no": not expected here; options begin with a dash']);
});

test('an empty value is refused unless the option allows it', () => {
  expect(configOf(['-wkp=', '-rq', 'q']).prefix).toBe('');
  expect(configOf(['-wkp', '', '-rq', 'q']).prefix).toBe('');
  expect(problemsOf(['-rq='])).toEqual(['-rq "": must not be empty']);
});

test.each([
  [['-rb'], ['-rb: needs a value (-rb BUCKET)']],
  [['-rb', '-rq', 'x'], ['-rb: needs a value (-rb BUCKET)']],
  [
    ['-rq', 'x', '--request-bucket', '--dry-run'],
    ['--request-bucket: needs a value (--request-bucket BUCKET)'],
  ],
  [
    ['-rb', '--', 'x'],
    ['-rb: needs a value (-rb BUCKET)', '"x": not expected here; options begin with a dash'],
  ],
])('%j: an option without the value it needs is refused', (args, problems) => {
  expect(problemsOf(args)).toEqual(problems);
});

test.each([
  ['--request-bukcet', '--request-bucket'],
  ['--reqest-queue', '--request-queue'],
  ['--bucket', '--request-bucket'],
  ['-rbb', '-rb'],
  ['-mrw', '-mwr'],
  ['--orderings', '--ordering'],
])('the unknown %s is answered with %s', (typed, meant) => {
  expect(problemsOf([typed, 'x'])).toEqual([`${typed}: unknown option; did you mean ${meant}?`]);
});

test('an unknown option that resembles none gets no suggestion', () => {
  expect(problemsOf(['--zzzzzz=1'])).toEqual(['--zzzzzz: unknown option']);
});

test.each(['--__proto__=x', '--constructor', '--toString=1', '-1abc', '--a.b=c', '--no-dry-run'])(
  '%s is an unknown option like any other',
  (token) => {
    expect(problemsOf([token])).toHaveLength(1);
  },
);

test('words that belong to no option are refused, with the dash that may be missing', () => {
  expect(problemsOf(['foo', 'rb=x'])).toEqual([
    '"foo": not expected here; options begin with a dash',
    '"rb=x": not expected here; did you mean -rb?',
  ]);
});

test('environment variables fill in what the arguments leave open', () => {
  const env = { WIDGET_REQUEST_BUCKET: 'a, b', WIDGET_MAX_WIDGET_REQUESTS: '7', WIDGET_DRY_RUN: 'true' };
  expect(configOf([], env)).toMatchObject({ buckets: ['a', 'b'], count: 7, dryRun: true });
  expect(configOf(['-rb', 'c', '--dry-run=false'], env)).toMatchObject({ buckets: ['c'], dryRun: false });
});

test('an empty environment variable counts as not set', () => {
  expect(configOf([], { WIDGET_REQUEST_QUEUE: '' }).queue).toBeUndefined();
});

test('a wrong environment variable is named', () => {
  expect(problemsOf([], { WIDGET_MAX_WIDGET_REQUESTS: 'many' })).toEqual([
    'WIDGET_MAX_WIDGET_REQUESTS=many: must be a whole number, 0 or more',
  ]);
});

test('a value left out on the command line is not replaced by the environment', () => {
  expect(problemsOf(['-rq'], { WIDGET_REQUEST_QUEUE: 'q' })).toHaveLength(1);
});

test('a schema of the program checks and transforms', () => {
  expect(configOf(['--mix', '1:2:3']).mix).toEqual([1, 2, 3]);
  expect(problemsOf(['--mix', '1:2'])).toEqual(['--mix 1:2: must be three numbers like 50:40:10']);
});

test('all problems are told together, contradictions among them', () => {
  expect(problemsOf(['-mwr', 'x', '--ordering=on', '-wkp=', '--bad'])).toEqual([
    '--bad: unknown option',
    '-mwr x: must be a whole number, 0 or more',
    '--ordering on: must be one of stamps, off',
    '-rq or -wkp is needed',
  ]);
});

test('a contradiction names the variables that take part in it', () => {
  expect(problemsOf([], { WIDGET_WIDGET_KEY_PREFIX: 'x', WIDGET_DRY_RUN: 'true' })).toEqual([]);
  expect(problemsOf(['--ordering', 'off'], { WIDGET_DRY_RUN: 'true' })).toEqual([
    '--dry-run and --ordering off exclude each other (from the environment: WIDGET_DRY_RUN)',
  ]);
});

test('a contradiction about an option that is wrong by itself is not told', () => {
  expect(problemsOf(['-rq', '-wkp='])).toEqual(['-rq: needs a value (-rq QUEUE)']);
});

test('control characters in what was typed cannot reach the terminal', () => {
  for (const problem of problemsOf(['-mwr', 'a\u001b[2J', '--x\u0007', '\u001bword', '-rq', 'a\nb'])) {
    expect(problem).not.toMatch(/\p{Cc}/u);
  }
});

test('a very long value is shown by its beginning', () => {
  expect(problemsOf(['-mwr', 'x'.repeat(5000)])[0]?.length).toBeLessThan(200);
});

test('help and version are texts, whatever else is wrong', () => {
  expect(parse(['--bad', '-h'])).toMatchObject({ kind: 'text' });
  expect(parse(['--version'])).toEqual({ kind: 'text', text: 'consumer 1.2.3\n' });
  expect(parse(['--options-table'])).toEqual({ kind: 'text', text: renderOptionsTable(options) });
  expect(parse(['-rq', 'x', '--', '--help'])).toMatchObject({ kind: 'usage' });
});
