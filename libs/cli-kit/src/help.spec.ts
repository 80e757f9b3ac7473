import { expect, test } from '@jest/globals';
import { awsOptions, loggingOptions, runtimeOptions } from './common-options';
import { renderHelp } from './help';
import { booleanOption, textListOption } from './option';
import { renderOptionsTable } from './options-table';
import { wrapCommand } from './wrap-text';

const options = {
  buckets: textListOption({
    flags: '-rb, --request-bucket, --request-source',
    group: 'Requests',
    placeholder: 'BUCKET',
    description: 'bucket that holds the requests',
  }),
  ownerInPrefix: booleanOption({
    flags: '-uop, --use-owner-in-prefix',
    group: 'Widgets',
    default: true,
    description: `put the owner into the key ${'and so on '.repeat(20)}`.trim(),
  }),
  dryRun: booleanOption({
    flags: '--dry-run',
    group: 'Widgets',
    default: false,
    description: 'send nothing',
  }),
  ...runtimeOptions,
  ...awsOptions,
  ...loggingOptions,
};

const help = renderHelp({
  name: 'consumer',
  version: '1.0.0',
  usage: ['consumer -rb BUCKET [options]', 'consumer --version'],
  about: ['Applies widget requests. '.repeat(10).trim()],
  options,
  examples: [{ does: 'Take requests from a bucket', command: 'consumer -rb my-requests' }],
});

test('help fits 100 columns, ends in one line feed, and has no spaces at the ends of lines', () => {
  for (const line of help.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  expect(help).not.toMatch(/[ \t]$/m);
  expect(help).toMatch(/[^\n]\n$/);
});

test('help shows every name as it is typed, with its value and its default', () => {
  expect(help).toContain('   -rb, --request-bucket, --request-source BUCKET\n');
  expect(help).toContain('bucket that holds the requests [may be given several times]');
  expect(help).toContain('  -uop, --use-owner-in-prefix[=false]');
  expect(help).toContain('    -r, --region REGION');
  expect(help).toMatch(/ {7}--dry-run +send nothing\n/);
  expect(help).toContain('[default: info; with --log-file debug]');
  expect(help).not.toContain('--rb');
  expect(help).not.toContain('undefined');
});

test('help has usage first, then the groups in order, then exit codes and examples', () => {
  const headings = help.match(/^\S[^\n]*:/gm)?.map((heading) => heading.replace(/:.*/, ''));
  expect(headings).toEqual([
    'Usage',
    'Requests',
    'Widgets',
    'Run',
    'AWS',
    'Logging',
    'Help',
    'Exit codes',
    'Examples',
  ]);
  expect(help).toContain('WIDGET_REQUEST_BUCKET');
  expect(help).toMatch(/ {2}# Take requests from a bucket\n {2}consumer -rb my-requests\n$/);
});

test('a program that answers a question says what 0 and 1 answer', () => {
  const asked = renderHelp({
    ...{ name: 'ask', version: '1.0.0', usage: ['ask'], about: ['Asks.'], options, examples: [] },
    answers: { 0: 'yes', 1: 'no' },
  });
  expect(asked).toContain('Exit codes:\n  0    yes\n  1    no\n  2    wrong usage\n  130  stopped at once');
});

test('where there are no options there is no word of them, and no gap', () => {
  const bare = renderHelp({
    ...{ name: 'bare', version: '1.0.0', usage: ['bare COMMAND'], about: ['Does.'], options: {} },
    examples: [{ does: 'Do', command: 'bare do' }],
  });
  expect(bare).not.toContain('environment');
  expect(bare).not.toContain('\n\n\n');
});

test('a long example is broken where a shell reads on', () => {
  const long = `consumer ${'--request-bucket my-requests '.repeat(6)}&& consumer -rb my-requests`;
  const lines = wrapCommand(long, 90);
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(92);
  expect(lines.join('\n').replaceAll('\\\n', '')).toBe(long);
});

test('the options become a Markdown table with one row each, bars escaped', () => {
  const lines = renderOptionsTable(options).trimEnd().split('\n');
  expect(lines).toHaveLength(2 + Object.keys(options).length);
  expect(lines[2]?.replaceAll(/ +/g, ' ')).toBe(
    '| `-rb`, `--request-bucket`, `--request-source` BUCKET | `WIDGET_REQUEST_BUCKET` | – | ' +
      'bucket that holds the requests; may be given several times |',
  );
  expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  for (const line of lines) expect(line.match(/(?<!\\)\|/g)).toHaveLength(5);
});
