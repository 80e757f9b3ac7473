import { expect, test } from '@jest/globals';
import { tryPoint } from './try-point';

/** Of all that is built. */
const DIST = new URL('../../../dist/', import.meta.url);
const SETTING = { source: 'bucket', store: 's3', seed: 7 } as const;

test('widgets that are not where they should be are found out', async () => {
  const { problems } = await tryPoint(DIST, { ...SETTING, consumerArgs: ['-wkp', 'elsewhere/'] }, undefined);
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.filter((problem) => !problem.includes('"kind":"missing"'))).toEqual([]);
});

test('requests that are left where they were are found out', async () => {
  const { problems } = await tryPoint(DIST, { ...SETTING, consumerArgs: ['--max-requests', '3'] }, undefined);
  expect(problems).toContainEqual(expect.stringContaining('is still there'));
  expect(problems).toContainEqual(expect.stringContaining('is not there'));
});

test('a consumer that does not end well is found out', async () => {
  const { problems } = await tryPoint(DIST, { ...SETTING, consumerArgs: ['--concurrency', '0'] }, undefined);
  expect(problems).toContainEqual(expect.stringContaining('exited with 2'));
});
