import { expect, test } from '@jest/globals';
import { namedWidgetTarget, parseCommandLine } from '@widgets/cli-kit';
import { consumerProgram } from './options';
import { NO_SOURCE } from './plan-source';

const parse = (argv: readonly string[], env = {}) => parseCommandLine(consumerProgram('0'), argv, env);

const problemsOf = (...argv: string[]): readonly string[] => {
  const commandLine = parse(argv);
  return commandLine.kind === 'usage' ? commandLine.problems : [];
};

test.each([
  [['-wb=b'], { kind: 's3', name: 'b' }],
  [['-dwt', 't'], { kind: 'dynamodb', name: 't' }],
  [['--request-destination', 'b', '--storage-strategy', 's3'], { kind: 's3', name: 'b' }],
  [['--storage-strategy=dynamodb', '--request-destination=t'], { kind: 'dynamodb', name: 't' }],
  [[], undefined],
])('%j names %j', (argv, target) => {
  const commandLine = parse(argv);
  expect(commandLine.kind === 'run' && namedWidgetTarget(commandLine.config)).toEqual(target);
});

test.each([
  [['-wb', 'b', '-dwt', 't'], /^-wb and -dwt exclude each other: give the one/],
  [
    ['-wb', 'b', '--request-destination', 'b', '--storage-strategy', 's3'],
    /^-wb and --request-destination exclude each other/,
  ],
  [['--storage-strategy', 's3'], /does not say which bucket: name it with --request-destination$/],
  [['--storage-strategy', 'dynamodb'], /does not say which table/],
  [['--request-destination', 'x'], /^--request-destination x may be a bucket or a table: add --storage-str/],
  [
    ['-pdbc', 'x', '-pdbu=y', '-pdbp=z'],
    /^-pdbc, -pdbu, -pdbp: the Postgres store is not there yet: .*-wb.*-dwt/,
  ],
])('%j is refused with the fix', (argv, problem) => {
  expect(problemsOf('-rq=q', ...argv)).toEqual([expect.stringMatching(problem)]);
});

test('contradictions and a missing source are told at once', () => {
  expect(problemsOf('-wb=b', '-dwt=t', '--storage-strategy=s3')).toEqual([
    expect.stringMatching(/exclude each other/),
    expect.stringMatching(/name it with --request-destination/),
    NO_SOURCE,
  ]);
});

test('a contradiction with a variable names it', () => {
  expect(parse(['-rq=q', '-dwt=t'], { WIDGET_WIDGET_BUCKET: 'b' })).toEqual({
    kind: 'usage',
    problems: [expect.stringMatching(/from the environment: WIDGET_WIDGET_BUCKET/)],
  });
});

test('a password is not repeated', () => {
  expect(problemsOf('-pdbp=secret').join('\n')).not.toContain('secret');
});
