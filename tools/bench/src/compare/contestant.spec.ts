import { expect, test } from '@jest/globals';
import { CONSUMERS } from '../run/contestants';
import { requestsFor } from './contestant';

const requestsOf = (name: string, latencyMs: number): number => {
  const contestant = CONSUMERS.find((each) => each.name === name)!;
  return requestsFor(contestant, { requests: 3000, latencyMs, patienceSeconds: 12 });
};

test('who waits for each call in turn gets fewer requests, the longer each takes', () => {
  expect(requestsOf('ours', 30)).toBe(3000);
  expect(requestsOf('bare', 30)).toBe(3000);
  expect(requestsOf('sqs-consumer-6', 0)).toBe(3000);
  const [atOnce, slow] = [requestsOf('sequential', 0), requestsOf('sequential', 30)];
  expect(slow).toBeLessThan(atOnce);
  expect(slow).toBeGreaterThanOrEqual(50);
  expect(requestsOf('sqs-consumer-1', 30)).toBeLessThan(3000);
});
