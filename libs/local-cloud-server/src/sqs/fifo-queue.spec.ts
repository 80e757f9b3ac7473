import { beforeEach, expect, test } from '@jest/globals';
import { type ManualClock, manualClock } from '../manual-clock';
import type { Queue } from './queue';
import { queueArn, Queues } from './queues';

let clock: ManualClock;
let queues: Queues;
let queue: Queue;
const connected = new AbortController().signal;

const fifo = (name: string, more: Record<string, string> = {}) =>
  queues.create(name, new Map(Object.entries({ FifoQueue: 'true', ...more })));

beforeEach(() => {
  clock = manualClock();
  queues = new Queues(clock);
  queue = fifo('work.fifo');
});

let sent = 0;
const send = (groupId: string, body: string, deduplicationId = String((sent += 1))) =>
  queue.send({ body, attributes: new Map(), groupId, deduplicationId });
const receive = (max = 10, { from = queue, wait = 0 } = {}) =>
  from.receive({ maxMessages: max, visibilitySeconds: undefined, waitSeconds: wait }, connected);
const bodies = async (received: ReturnType<typeof receive>) =>
  (await received).map(({ message }) => message.body);

test('messages of all groups leave in the order in which they came', async () => {
  send('a', 'a1');
  send('b', 'b1');
  send('a', 'a2');
  expect(await bodies(receive())).toEqual(['a1', 'b1', 'a2']);
});

test('while a message of a group is in flight, nobody else gets one of that group', async () => {
  send('a', 'a1');
  send('a', 'a2');
  send('b', 'b1');
  const [first] = await receive(1);
  expect(await bodies(receive())).toEqual(['b1']);
  queue.delete(first!.receiptHandle);
  expect(await bodies(receive())).toEqual(['a2']);
});

test('a message whose visibility timeout ends comes again before those behind it', async () => {
  for (const body of ['a1', 'a2', 'a3']) send('a', body);
  expect(await bodies(receive(2))).toEqual(['a1', 'a2']);
  clock.advance(30_000);
  expect(await bodies(receive())).toEqual(['a1', 'a2', 'a3']);
});

test('one message of a receive that is given back waits for the others of its group', async () => {
  for (const body of ['a1', 'a2', 'a3']) send('a', body);
  const [first, second] = await receive(2);
  queue.changeVisibility(first!.receiptHandle, 0);
  expect(await receive()).toEqual([]);
  queue.delete(second!.receiptHandle);
  expect(await bodies(receive())).toEqual(['a1', 'a3']);
});

test('a long poll gets the next message of a group when the one before is deleted', async () => {
  send('a', 'a1');
  send('a', 'a2');
  const [first] = await receive(1);
  const polled = bodies(receive(10, { wait: 20 }));
  queue.delete(first!.receiptHandle);
  expect(await polled).toEqual(['a2']);
});

test('a message with the deduplication id of one sent within five minutes is that one, even if it is gone', async () => {
  const first = send('a', 'one', 'same');
  const [received] = await receive();
  queue.delete(received!.receiptHandle);
  clock.advance(299_999);
  expect(send('b', 'two', 'same')).toBe(first);
  expect(await receive()).toEqual([]);
  clock.advance(1);
  expect(send('a', 'three', 'same').id).not.toBe(first.id);
  expect(await bodies(receive())).toEqual(['three']);
});

test('with DeduplicationScope messageGroup another group may use the same id', async () => {
  queue = fifo('scoped.fifo', { DeduplicationScope: 'messageGroup' });
  send('a', 'a1', 'same');
  send('b', 'b1', 'same');
  send('a', 'a2', 'same');
  expect(await bodies(receive())).toEqual(['a1', 'b1']);
});

test('a handle whose visibility timeout has passed deletes nothing and says so', async () => {
  send('a', 'a1');
  const [first] = await receive();
  clock.advance(30_000);
  const expired = expect.objectContaining({
    code: 'InvalidParameterValue',
    message: expect.stringContaining('The receipt handle has expired'),
  });
  expect(() => queue.delete(first!.receiptHandle)).toThrow(expired);
  const [second] = await receive();
  expect(() => queue.delete(first!.receiptHandle)).toThrow(expired);
  queue.delete(second!.receiptHandle);
  queue.delete(second!.receiptHandle);
  expect(queue.depth()).toMatchObject({ depth: 0, inFlight: 0 });
});

test('a dead letter leaves its group to the messages behind it, and keeps its group', async () => {
  const dead = fifo('dead.fifo');
  const policy = JSON.stringify({ deadLetterTargetArn: queueArn('dead.fifo'), maxReceiveCount: 1 });
  queues.change(queue, new Map([['RedrivePolicy', policy]]));
  send('a', 'poison');
  send('a', 'good');
  await receive(1);
  clock.advance(30_000);
  expect(await bodies(receive())).toEqual(['good']);
  const [letter] = await receive(10, { from: dead });
  expect(letter!.message).toMatchObject({ body: 'poison', groupId: 'a' });
});

test('dead letters of a FIFO queue go to a FIFO queue, of a standard queue to a standard queue', () => {
  queues.create('standard', new Map());
  const policy = JSON.stringify({ deadLetterTargetArn: queueArn('standard'), maxReceiveCount: 1 });
  expect(() => queues.change(queue, new Map([['RedrivePolicy', policy]]))).toThrow(/same type of queue/);
});

test('after a purge the groups are free', async () => {
  send('a', 'a1');
  send('a', 'a2');
  await receive(1);
  queue.purge();
  send('a', 'a3');
  expect(await bodies(receive())).toEqual(['a3']);
});

test('five hundred groups of ten messages come out whole and in order, with receives interleaved', async () => {
  for (let n = 0; n < 10; n += 1) for (let g = 0; g < 500; g += 1) send(`g${g}`, String(n));
  const seen = new Map<string, number>();
  for (let held = await receive(); held.length > 0;) {
    const next = await receive();
    for (const { message, receiptHandle } of held) {
      const group = message.groupId!;
      expect(Number(message.body)).toBe(seen.get(group) ?? 0);
      seen.set(group, Number(message.body) + 1);
      queue.delete(receiptHandle);
    }
    held = next.length > 0 ? next : await receive();
  }
  expect([...seen.values()]).toEqual(Array.from({ length: 500 }, () => 10));
  expect(queue.depth()).toEqual({ depth: 0, inFlight: 0, delayed: 0, oldestAgeSeconds: null });
});
