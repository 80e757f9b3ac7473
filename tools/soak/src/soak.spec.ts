import { expect, test } from '@jest/globals';
import { parseCommandLine } from '@widgets/cli-kit';
import { soakProgram } from './options';
import { excusesOf, problemsOf, tableRow } from './report';
import { soakOnce, type SoakResult } from './soak-once';

/** Of all that is built. */
const DIST = new URL('../../../dist/', import.meta.url);

test.each(['s3', 'dynamodb'] as const)(
  'three consumers, one of them killed every three seconds, on a cloud that fails and a queue that repeats and reorders: every widget in %s is right',
  async (store) => {
    // A delete that comes again waits for a widget that does not come: each retry makes the run five seconds longer.
    const argv = ['--requests=1000', '--kill-every=3', '--missing-widget-retries=8'];
    argv.push('--error-rate=0.05', '--lost-answer-rate=0.05');
    const commandLine = parseCommandLine(soakProgram('0'), argv, {});
    if (commandLine.kind !== 'run') throw new Error(JSON.stringify(commandLine));
    const { config } = commandLine;
    const result = await soakOnce({
      dist: DIST,
      config,
      store,
      seed: 3,
      signal: new AbortController().signal,
    });
    expect(problemsOf(result)).toEqual([]);
    expect(result.kills).toBeGreaterThan(0);
  },
  600_000,
);

test('what is lost, wrong or back from the dead is counted apart', () => {
  const result: SoakResult = {
    store: 's3',
    ...{ seed: 1, requests: 10, kills: 2, redeliveries: 7, deadLetters: 0, orphans: 3, seconds: 4.6 },
    differences: [
      { kind: 'missing', place: 'a', explanation: 'unexplained' },
      { kind: 'extra', place: 'b', explanation: 'given up before its create was applied' },
      { kind: 'extra', place: 'c', explanation: 'killed between a late insert and its check' },
    ],
    failures: ['a consumer exited with 1'],
  };
  expect(tableRow(result)).toBe('| s3 | 1 | 10 | 2 | 7 | 1 | 0 | 2 | 0 | 3 | 5 |');
  expect(problemsOf(result)).toHaveLength(3);
  expect(excusesOf(result)).toEqual([expect.stringContaining('late insert')]);
});
