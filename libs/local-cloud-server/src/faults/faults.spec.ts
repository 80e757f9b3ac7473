import { expect, test } from '@jest/globals';
import type { Call } from '../http/call';
import { manualClock } from '../manual-clock';
import { type FaultChoice, parseFaults } from './fault-settings';
import { Faults } from './faults';

const callBy = (accessKeyId: string): Call => ({
  method: 'GET',
  path: '/',
  query: '',
  headers: { authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20250101/us-east-1/s3/aws4_request` },
  body: Buffer.alloc(0),
  hangUp: new AbortController().signal,
});
const call = callBy('key');

const faultsOf = (choice: FaultChoice, clock = manualClock()) => new Faults(parseFaults(choice, 42), clock);
const fates = (faults: Faults, count: number, action = 'PutObject') =>
  Array.from({ length: count }, () => faults.ofCall('s3', action, call)?.fate);

test('without faults nothing is drawn at all', () => {
  expect(fates(faultsOf({}), 2)).toEqual([undefined, undefined]);
});

test('each fault hits its share of the calls', () => {
  const drawn = fates(faultsOf({ resetRate: 0.1, errorRate: 0.2, lostAnswerRate: 0.3 }), 10_000);
  const share = (fate: string) => drawn.filter((each) => each === fate).length / drawn.length;
  // Of two that hit the same call only the first one shows.
  expect(share('reset')).toBeCloseTo(0.1, 1);
  expect(share('error')).toBeCloseTo(0.18, 1);
  expect(share('lost-answer')).toBeCloseTo(0.216, 1);
});

test('the same seed and the same calls meet the same faults; so does the same choice made again', () => {
  const choice = { errorRate: 0.3, lostAnswerRate: 0.3 };
  const faults = faultsOf(choice);
  const first = fates(faults, 100);
  expect(fates(faultsOf(choice), 100)).toEqual(first);
  expect(fates(faults, 100)).not.toEqual(first);
  faults.change(parseFaults(choice, 42));
  expect(fates(faults, 100)).toEqual(first);
});

test('another rate changes nothing in the calls that the first one hits', () => {
  const alone = fates(faultsOf({ lostAnswerRate: 0.3 }), 200).map((fate) => fate === 'lost-answer');
  const among = fates(faultsOf({ lostAnswerRate: 0.3, latencyMs: [1, 9] }), 200).map(
    (fate) => fate === 'lost-answer',
  );
  expect(among).toEqual(alone);
});

test('faults are limited to services and actions', () => {
  const faults = faultsOf({ resetRate: 1, only: ['sqs', 's3:PutObject'] });
  expect(faults.ofCall('s3', 'PutObject', call)?.fate).toBe('reset');
  expect(faults.ofCall('s3', 'GetObject', call)).toBeUndefined();
  expect(faults.ofCall('sqs', 'SendMessage', call)?.fate).toBe('reset');
  expect(faults.ofCall('dynamodb', 'GetItem', call)).toBeUndefined();
});

test('latency is drawn between its bounds', () => {
  const faults = faultsOf({ latencyMs: [10, 20] });
  const drawn = Array.from({ length: 200 }, () => faults.ofCall('s3', 'GetObject', call)?.latencyMs ?? 0);
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(10);
  expect(Math.max(...drawn)).toBeLessThanOrEqual(20);
  expect(new Set(drawn).size).toBeGreaterThan(100);
});

test('an access key expires so long after its first call, a new one later', () => {
  const clock = manualClock();
  const faults = faultsOf({ expireCredentialsAfterSeconds: 60 }, clock);
  const fateOf = (key: string) => faults.ofCall('s3', 'GetObject', callBy(key))?.fate;
  expect(fateOf('old')).toBe('acts');
  clock.advance(59_999);
  expect(fateOf('old')).toBe('acts');
  clock.advance(1);
  expect([fateOf('old'), fateOf('new')]).toEqual(['expired-credentials', 'acts']);
});
