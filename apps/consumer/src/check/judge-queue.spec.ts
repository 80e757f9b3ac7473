import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  judgeDeadLetters,
  judgeLease,
  judgeReceiveCount,
  judgeRetention,
  type QueueFacts,
} from './judge-queue';

const DAY = 24 * 60 * 60;

function facts(
  settings: Partial<QueueFacts['settings']> = {},
  deadLetters: QueueFacts['deadLetters'] = { queue: 'dead', retentionSeconds: 14 * DAY },
  queue = 'work',
): QueueFacts {
  const defaults = { leaseSeconds: 30, retentionSeconds: 4 * DAY };
  const url = deadLetters && `https://sqs.x.amazonaws.com/1/${deadLetters.queue}`;
  return {
    queue,
    settings: { ...defaults, deadLetterQueueUrl: url, maxReceiveCount: undefined, ...settings },
    deadLetters,
  };
}
const without = (settings = {}, queue = 'work'): QueueFacts => ({
  ...facts(settings, undefined, queue),
  deadLetters: undefined,
});

test('a queue without dead letters is warned about with the command that makes some', () => {
  expect(judgeDeadLetters(facts())).toMatchObject({ severity: 'ok', what: expect.stringContaining('dead') });
  expect(judgeDeadLetters(without())).toMatchObject({
    severity: 'warn',
    fix: 'aws sqs create-queue --queue-name work-dlq, and start with --dead-letter-queue=work-dlq',
  });
  expect(judgeDeadLetters(without({}, 'work.fifo')).fix).toBe(
    'aws sqs create-queue --queue-name work-dlq.fifo --attributes FifoQueue=true, and start with --dead-letter-queue=work-dlq.fifo',
  );
});

test('dead letters that a policy names and nobody finds are not told as no dead letters', () => {
  expect(judgeDeadLetters(without({ maxReceiveCount: 5 }))).toMatchObject({
    severity: 'warn',
    what: expect.stringMatching(/redrive policy is gone, or may not be looked up/),
    fix: expect.stringContaining('--dead-letter-queue'),
  });
});

test('a lease is warned about exactly when it is shorter than the poll, and what is proposed is not', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 20 }), (lease, wait) => {
      const found = judgeLease({ leaseSeconds: lease, waitSeconds: wait });
      expect(found.severity).toBe(lease < wait ? 'warn' : 'ok');
      if (found.fix === undefined) return;
      const [, fixedLease, fixedWait] = /-qvt=(\d+), or -qwt=(\d+)/.exec(found.fix) ?? [];
      expect(judgeLease({ leaseSeconds: Number(fixedLease), waitSeconds: wait }).severity).toBe('ok');
      expect(judgeLease({ leaseSeconds: lease, waitSeconds: Number(fixedWait) }).severity).toBe('ok');
    }),
  );
});

test('a receive count is too low exactly when the retries and two more receives do not fit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 30 }), (count, retries) => {
      const { severity, fix = '' } = judgeReceiveCount(facts({ maxReceiveCount: count }), retries);
      expect(severity).toBe(count < retries + 2 ? 'warn' : 'ok');
      const [, proposed] = /maxReceiveCount to (\d+)/.exec(fix) ?? [];
      if (proposed !== undefined)
        expect(judgeReceiveCount(facts({ maxReceiveCount: Number(proposed) }), retries).severity).toBe('ok');
    }),
  );
  expect(judgeReceiveCount(facts(), 1000).severity).toBe('ok');
});

test('in a FIFO queue no message waits for its widget', () => {
  expect(judgeReceiveCount(facts({ maxReceiveCount: 2 }, undefined, 'work.fifo'), 3).severity).toBe('ok');
});

test.each([
  ['longer than the queue', { kept: 4, dead: 5, queue: 'work' }, 'ok'],
  ['as long as the queue', { kept: 4, dead: 4, queue: 'work' }, 'warn'],
  ['shorter than the queue', { kept: 4, dead: 1, queue: 'work' }, 'warn'],
  ['as long as SQS can, like the queue', { kept: 14, dead: 14, queue: 'work' }, 'ok'],
  ['as long as a FIFO queue, where time begins again', { kept: 4, dead: 4, queue: 'work.fifo' }, 'ok'],
] as const)('dead letters kept %s', (_what, { kept, dead, queue }, severity) => {
  const found = judgeRetention(
    facts({ retentionSeconds: kept * DAY }, { queue: 'dead', retentionSeconds: dead * DAY }, queue),
  );
  expect(found).toEqual([expect.objectContaining({ severity })]);
  if (severity === 'warn') expect(found[0]?.fix).toContain('--queue-name dead');
});

test('a retention that is not told is not judged', () => {
  expect(judgeRetention(facts({}, { queue: 'dead', retentionSeconds: undefined }))).toEqual([]);
  expect(judgeRetention(without())).toEqual([]);
});
