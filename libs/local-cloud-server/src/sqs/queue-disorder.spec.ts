import { beforeEach, expect, test } from '@jest/globals';
import { type ManualClock, manualClock } from '../manual-clock';
import type { Queue } from './queue';
import type { Copy, QueueDisorder } from './queue-disorder';
import { Queues } from './queues';

let clock: ManualClock;
const connected = new AbortController().signal;

beforeEach(() => {
  clock = manualClock();
});

const queueWith = (disorder: Partial<QueueDisorder>, name = 'work'): Queue =>
  new Queues(clock, { ofMessage: () => undefined, findsNothing: () => false, ...disorder }).create(
    name,
    name.endsWith('.fifo') ? new Map([['FifoQueue', 'true']]) : new Map(),
  );
/** A queue that delivers its first message twice. */
const copying = (copy: Copy): Queue => {
  const disorders = [{ overtakenBy: 0, copy }];
  return queueWith({ ofMessage: () => disorders.shift() });
};
const send = (queue: Queue, body: string) =>
  queue.send({ body, attributes: new Map(), groupId: 'g', deduplicationId: body });
const receive = (queue: Queue, waitSeconds = 0) =>
  queue.receive({ maxMessages: 10, visibilitySeconds: undefined, waitSeconds }, connected);

test('a second delivery may come while the first is in flight, with the same id and a handle of its own', async () => {
  const queue = copying({ after: 'receive', pauseMs: 500 });
  send(queue, 'a');
  const [first] = await receive(queue);
  clock.advance(499);
  expect(await receive(queue)).toEqual([]);
  clock.advance(1);
  const [second] = await receive(queue);
  expect(second!.message).toMatchObject({ id: first!.message.id, body: 'a', receiveCount: 1 });
  queue.delete(first!.receiptHandle);
  expect(queue.depth()).toMatchObject({ depth: 0, inFlight: 1 });
  queue.delete(second!.receiptHandle);
  clock.advance(60_000);
  expect(await receive(queue)).toEqual([]);
});

test('a second delivery may come after the first is deleted', async () => {
  const queue = copying({ after: 'delete', pauseMs: 500 });
  send(queue, 'a');
  const [first] = await receive(queue);
  clock.advance(10_000);
  expect(await receive(queue)).toEqual([]);
  queue.delete(first!.receiptHandle);
  const polled = receive(queue, 20);
  clock.advance(500);
  expect((await polled).map(({ message }) => message.id)).toEqual([first!.message.id]);
});

test('a purge also ends second deliveries that are still to come', async () => {
  const queue = copying({ after: 'receive', pauseMs: 500 });
  send(queue, 'a');
  await receive(queue);
  queue.purge();
  clock.advance(60_000);
  expect(await receive(queue)).toEqual([]);
});

test('a message is overtaken by as many later ones as was decided', async () => {
  const shifts = [3, 0, 1, 0, 0];
  const queue = queueWith({ ofMessage: () => ({ overtakenBy: shifts.shift() ?? 0, copy: undefined }) });
  for (const body of ['a', 'b', 'c', 'd', 'e']) send(queue, body);
  expect((await receive(queue)).map(({ message }) => message.body)).toEqual(['b', 'a', 'c', 'd', 'e']);
});

test('a receive may find nothing though there is a message, and leaves it there', async () => {
  const decisions = [true, true, false];
  const queue = queueWith({ findsNothing: () => decisions.shift() ?? false });
  send(queue, 'a');
  expect(await receive(queue)).toEqual([]);
  expect(await receive(queue, 20)).toEqual([]);
  expect(await receive(queue)).toHaveLength(1);
});

test('a FIFO queue is in order, delivers once and finds what it has', async () => {
  const queue = queueWith(
    {
      ofMessage: () => ({ overtakenBy: 5, copy: { after: 'receive', pauseMs: 0 } }),
      findsNothing: () => true,
    },
    'work.fifo',
  );
  send(queue, 'a');
  send(queue, 'b');
  expect((await receive(queue)).map(({ message }) => message.body)).toEqual(['a', 'b']);
  clock.advance(1000);
  expect(queue.depth()).toMatchObject({ depth: 0, inFlight: 2 });
});

test('beyond 120,000 messages in flight a short poll is OverLimit, and a long poll waits', async () => {
  const queue = queueWith({});
  for (let n = 0; n < 120_001; n += 1) send(queue, 'x');
  const held = [];
  while (held.length < 120_000) held.push(...(await receive(queue)));
  await expect(receive(queue)).rejects.toMatchObject({ code: 'OverLimit' });
  const polled = receive(queue, 20);
  queue.delete(held[0]!.receiptHandle);
  expect(await polled).toHaveLength(1);
});

test('that a message was received, and that the queue is empty, can be awaited', async () => {
  const queue = copying({ after: 'delete', pauseMs: 500 });
  await queue.whenEmpty();
  const { id } = send(queue, 'a');
  const seen: string[] = [];
  const received = queue.whenReceived(id).then(() => seen.push('received'));
  const emptied = queue.whenEmpty().then(() => seen.push('empty'));
  const [first] = await receive(queue);
  await received;
  queue.delete(first!.receiptHandle);
  clock.advance(500);
  const [second] = await receive(queue);
  expect(seen).toEqual(['received']);
  queue.delete(second!.receiptHandle);
  await emptied;
  await queue.whenReceived(id);
});

test('depth and age are those of this moment', async () => {
  const queue = queueWith({});
  expect(queue.depth()).toEqual({ depth: 0, inFlight: 0, delayed: 0, oldestAgeSeconds: null });
  send(queue, 'a');
  clock.advance(2_500);
  queue.send({ body: 'b', attributes: new Map() }, 10);
  await receive(queue);
  expect(queue.depth()).toEqual({ depth: 0, inFlight: 1, delayed: 1, oldestAgeSeconds: 2.5 });
});
