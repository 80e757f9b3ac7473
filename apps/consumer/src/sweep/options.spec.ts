import { expect, test } from '@jest/globals';
import { parseCommandLine } from '@widgets/cli-kit';
import { sweepProgram } from './options';

const problemsOf = (...argv: string[]): readonly string[] => {
  const commandLine = parseCommandLine(sweepProgram('0'), argv, {});
  return commandLine.kind === 'usage' ? commandLine.problems : [];
};

test('a sweep goes on after an object of one of its buckets, and of no other', () => {
  const buckets = ['-rb=a', '-rb=b'];
  expect(problemsOf(...buckets, '--after=b/some/key')).toEqual([]);
  expect(problemsOf(...buckets, '--after=some/key')).toEqual([
    expect.stringMatching(
      /^--after some\/key begins with none of the buckets that -rb names: .*BUCKET\/KEY$/,
    ),
  ]);
});

test('bare keys are posted for one bucket alone', () => {
  expect(problemsOf('-rb=a', '--message-format=key')).toEqual([]);
  expect(problemsOf('-rb=a', '-rb=b', '--message-format=key')).toEqual([
    expect.stringMatching(/^--message-format key does not tell the bucket/),
  ]);
});
