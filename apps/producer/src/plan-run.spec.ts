import { describe, expect, test } from '@jest/globals';
import { parseCommandLine } from '@widgets/cli-kit';
import { askedPace, producerProgram, requestLimit, type ProducerConfig } from './options';
import { planRun } from './plan-run';

function configOf(...argv: string[]): ProducerConfig {
  const commandLine = parseCommandLine(producerProgram('0'), argv, {});
  if (commandLine.kind !== 'run') throw new Error(JSON.stringify(commandLine));
  return commandLine.config;
}

describe('where requests go', () => {
  test.each([
    [['-rb=b'], { kind: 'bucket', bucket: 'b' }],
    [['-rb', 'b', '-rq', 'q'], { kind: 'pointers', bucket: 'b', queue: 'q', format: 'extended' }],
    [
      ['-rb', 'b', '-rq', 'q', '--message-format', 'key'],
      { kind: 'pointers', bucket: 'b', queue: 'q', format: 'key' },
    ],
    [['-rq=q'], { kind: 'inline', queue: 'q' }],
    [['-rq=q', '--message-format=inline'], { kind: 'inline', queue: 'q' }],
  ])('%j', (argv, plan) => {
    expect(planRun(configOf(...argv), false)).toEqual(plan);
    expect(planRun(configOf(...argv), true)).toEqual(plan);
  });

  test('with no name at all: the names of a local cloud, and on AWS a problem', () => {
    expect(planRun(configOf(), true)).toEqual({
      kind: 'pointers',
      bucket: 'widget-requests',
      queue: 'widget-requests',
      format: 'extended',
    });
    expect(planRun(configOf('--message-format', 'inline'), true)).toEqual({
      kind: 'inline',
      queue: 'widget-requests',
    });
    expect(planRun(configOf(), false)).toEqual({ problem: expect.stringContaining('-rb') });
  });
});

describe('how many requests', () => {
  test.each([
    [[], 1000],
    [['-mwr', '7'], 7],
    [['-mwr=0'], Infinity],
    [['--replay', 'x'], Infinity],
    [['--replay', 'x', '-mwr', '3'], 3],
  ])('%j asks for %d', (argv, limit) => {
    expect(requestLimit(configOf(...argv))).toBe(limit);
  });
});

test.each([
  [['--message-format', 'inline', '-rb', 'b'], 'leave out -rb'],
  [['--message-format', 'json', '-rq', 'q'], 'name the bucket with -rb'],
  [['--message-format', 'json', '-rb', 'b'], 'name the queue with -rq'],
  [['--new-keys'], '--new-keys needs --replay'],
  [['--replay', 'f', '--seed', '1'], '--replay sends what was recorded'],
  [['--dry-run', '--record', 'f'], '--dry-run sends nothing'],
  [['--record', 'f', '--replay', 'f'], 'would empty the file'],
  [['--mix', '0:1:1'], 'creates above 0'],
  [['--mix', '50:40'], '50:40:10'],
  [['-mwr', 'abc'], 'abc'],
  [['-rb'], '-rb'],
])('%j is refused with words on %s', (argv, words) => {
  expect(parseCommandLine(producerProgram('0'), argv, {})).toEqual({
    kind: 'usage',
    problems: [expect.stringContaining(words)],
  });
});

describe('the pace', () => {
  test.each([
    [[], { delayMs: 100 }],
    [['-ird=0'], { delayMs: 0 }],
    [['--rate=500'], { perSecond: 500 }],
    [['--rate', '0.25'], { perSecond: 0.25 }],
  ])('of %j', (argv, pace) => {
    expect(askedPace(configOf('-rq=q', ...argv))).toEqual(pace);
  });

  const problemsOf = (...argv: string[]) => parseCommandLine(producerProgram('0'), argv, {});

  test('is a rate or a delay, not both', () => {
    expect(problemsOf('-rq=q', '--rate=5', '-ird=100')).toEqual({
      kind: 'usage',
      problems: [expect.stringMatching(/^--rate and -ird both say .*: give the rate, or the delay/)],
    });
  });

  test.each(['0', '-1', '1e3', '0.0001', '1000000', 'fast', ''])('is no rate of %j', (rate) => {
    expect(problemsOf('-rq=q', `--rate=${rate}`)).toEqual({
      kind: 'usage',
      problems: [expect.stringMatching(/^--rate .*: must be a number above 0/)],
    });
  });
});
