import type { BatchResultErrorEntry } from '@aws-sdk/client-sqs';
import { expect, test } from '@jest/globals';
import { EntryRefused } from '../errors';
import { callBatch } from './call-batch';

type Answer = readonly BatchResultErrorEntry[] | Error;

const failed = (Id: string, SenderFault?: boolean): BatchResultErrorEntry => ({
  Id,
  Code: 'Broken',
  Message: 'no good',
  SenderFault,
});

/** Calls for items `a`, `b`, `c` that are answered in turn; afterwards every entry succeeds. */
async function callWith(...answers: Answer[]) {
  const calls: string[] = [];
  const pauses: number[] = [];
  const results = await callBatch(
    [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
    (entries) => {
      calls.push(entries.map(({ Id, name }) => `${Id}${name}`).join(' '));
      const answer = answers.shift() ?? [];
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve({ Failed: answer });
    },
    (milliseconds) => {
      pauses.push(milliseconds);
      return Promise.resolve();
    },
  );
  return { calls, pauses, results };
}

test('a call that succeeds is made once, each entry with an id of its own', async () => {
  const { calls, pauses, results } = await callWith();
  expect(calls).toEqual(['0a 1b 2c']);
  expect(pauses).toEqual([]);
  expect(results).toEqual([undefined, undefined, undefined]);
});

test('an answer without a list of failures is a success', async () => {
  const results = await callBatch(
    [{}],
    () => Promise.resolve({}),
    () => Promise.resolve(),
  );
  expect(results).toEqual([undefined]);
});

test('only what failed is sent again, with its id, after pauses that grow', async () => {
  const { calls, pauses, results } = await callWith(
    [failed('0', false), failed('2', false)],
    [failed('2', false)],
  );
  expect(calls).toEqual(['0a 1b 2c', '0a 2c', '2c']);
  expect(pauses).toEqual([100, 200]);
  expect(results).toEqual([undefined, undefined, undefined]);
});

test('what the sender is to blame for is not sent again', async () => {
  const { calls, results } = await callWith([failed('1', true), failed('2', false)]);
  expect(calls).toEqual(['0a 1b 2c', '2c']);
  expect(results[0]).toBeUndefined();
  expect(results[1]).toBeInstanceOf(EntryRefused);
  expect(results[1]).toMatchObject({ message: 'Broken: no good' });
  expect(results[2]).toBeUndefined();
});

test('a failure that does not say whose fault it is is never a success', async () => {
  const { calls } = await callWith([failed('1')]);
  expect(calls).toEqual(['0a 1b 2c', '1b']);
});

test('what keeps failing is given up after five calls, with another error than a refusal', async () => {
  const always = [failed('1', false)];
  const { calls, pauses, results } = await callWith(always, always, always, always, always, always);
  expect(calls).toHaveLength(5);
  expect(pauses).toEqual([100, 200, 400, 800]);
  expect(results[1]).toMatchObject({ message: 'SQS keeps failing on an entry of a batch: Broken: no good' });
  expect(results[1]).not.toBeInstanceOf(EntryRefused);
  expect([results[0], results[2]]).toEqual([undefined, undefined]);
});

test('a call that fails, fails for all its entries with the very error', async () => {
  const error = new Error('no network');
  const { calls, results } = await callWith(error);
  expect(calls).toHaveLength(1);
  expect(results.map((result) => result === error)).toEqual([true, true, true]);
});

test('a later call that fails does not undo what succeeded before', async () => {
  const error = new Error('no network');
  const { results } = await callWith([failed('1', false)], error);
  expect(results).toEqual([undefined, error, undefined]);
});
