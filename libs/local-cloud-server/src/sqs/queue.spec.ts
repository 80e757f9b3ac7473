import { beforeEach, expect, test } from '@jest/globals';
import { type ManualClock, manualClock } from '../manual-clock';
import type { ReceivedMessage } from './message';
import type { Queue } from './queue';
import { queueArn, Queues } from './queues';

let clock: ManualClock;
let queues: Queues;
let queue: Queue;
const connected = new AbortController().signal;

beforeEach(() => {
  clock = manualClock();
  queues = new Queues(clock);
  queue = queues.create('work', new Map());
});

const send = (body: string, delaySeconds?: number) =>
  queue.send({ body, attributes: new Map() }, delaySeconds);
const receive = (from = queue, { max = 10, visibility = 30, wait = 0, hangUp = connected } = {}) =>
  from.receive({ maxMessages: max, visibilitySeconds: visibility, waitSeconds: wait }, hangUp);
const bodies = (messages: ReceivedMessage[]) => messages.map(({ message }) => message.body);
const counts = (of = queue) => [of.counts().visible, of.counts()['in-flight'], of.counts().delayed];

/** What a receive that waits has got so far. */
const watch = (polled: Promise<ReceivedMessage[]>) => {
  const watched: { got?: string[] } = {};
  void polled.then((messages) => (watched.got = bodies(messages)));
  return watched;
};
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('messages leave in the order in which they came, also after they became visible again', async () => {
  for (const body of ['a', 'b', 'c', 'd']) send(body);
  expect(bodies(await receive(queue, { max: 2 }))).toEqual(['a', 'b']);
  clock.advance(30_000);
  expect(bodies(await receive())).toEqual(['a', 'b', 'c', 'd']);
});

test('a received message is invisible until its own visibility timeout ends', async () => {
  send('a');
  send('b');
  await receive(queue, { max: 1, visibility: 10 });
  await receive(queue, { max: 1, visibility: 20 });
  clock.advance(9_999);
  expect(await receive()).toEqual([]);
  clock.advance(1);
  expect(bodies(await receive())).toEqual(['a']);
});

test('the counts are right without a receive', async () => {
  send('a');
  send('b', 5);
  expect(counts()).toEqual([1, 0, 1]);
  await receive();
  expect(counts()).toEqual([0, 1, 1]);
  clock.advance(5_000);
  expect(counts()).toEqual([1, 1, 0]);
  clock.advance(25_000);
  expect(counts()).toEqual([2, 0, 0]);
});

test('a visibility timeout of zero leaves the message visible', async () => {
  send('a');
  expect(bodies(await receive(queue, { visibility: 0 }))).toEqual(['a']);
  expect(counts()).toEqual([1, 0, 0]);
});

test('a deleted message does not come back; deleting it again succeeds', async () => {
  send('a');
  const [received] = await receive();
  queue.delete(received!.receiptHandle);
  queue.delete(received!.receiptHandle);
  clock.advance(60_000);
  expect(await receive()).toEqual([]);
});

test('the handle of an earlier receive succeeds and does not delete the later one', async () => {
  send('a');
  const [first] = await receive();
  clock.advance(30_000);
  const [second] = await receive();
  queue.delete(first!.receiptHandle);
  expect(counts()).toEqual([0, 1, 0]);
  queue.delete(second!.receiptHandle);
  expect(counts()).toEqual([0, 0, 0]);
});

test('the newest handle deletes a message that has become visible again', async () => {
  send('a');
  const [received] = await receive();
  clock.advance(30_000);
  queue.delete(received!.receiptHandle);
  expect(await receive()).toEqual([]);
});

test('handles of nobody and of another queue are refused', async () => {
  send('a');
  const [received] = await receive();
  const other = queues.create('other', new Map());
  for (const handle of ['', 'nonsense', 'é', received!.receiptHandle.slice(4)]) {
    expect(() => queue.delete(handle)).toThrow(expect.objectContaining({ code: 'ReceiptHandleIsInvalid' }));
  }
  expect(() => other.delete(received!.receiptHandle)).toThrow(
    expect.objectContaining({ code: 'ReceiptHandleIsInvalid' }),
  );
});

test('a changed visibility counts from the change, longer or shorter', async () => {
  send('a');
  send('b');
  const [a, b] = await receive();
  queue.changeVisibility(a!.receiptHandle, 60);
  queue.changeVisibility(b!.receiptHandle, 0);
  expect(bodies(await receive(queue, { visibility: 100 }))).toEqual(['b']);
  clock.advance(59_999);
  expect(await receive()).toEqual([]);
  clock.advance(1);
  expect(bodies(await receive())).toEqual(['a']);
});

test('visibility cannot be changed once the message is visible, deleted or received anew', async () => {
  send('a');
  const [first] = await receive();
  clock.advance(30_000);
  expect(() => queue.changeVisibility(first!.receiptHandle, 1)).toThrow(
    expect.objectContaining({ code: 'MessageNotInflight' }),
  );
  const [second] = await receive();
  expect(() => queue.changeVisibility(first!.receiptHandle, 1)).toThrow(
    expect.objectContaining({ code: 'InvalidParameterValue' }),
  );
  queue.delete(second!.receiptHandle);
  expect(() => queue.changeVisibility(second!.receiptHandle, 1)).toThrow(
    expect.objectContaining({ code: 'InvalidParameterValue' }),
  );
});

test('all extensions together end twelve hours after the receive', async () => {
  send('a');
  const [received] = await receive();
  clock.advance(29_000);
  expect(() => queue.changeVisibility(received!.receiptHandle, 43_200)).toThrow(
    expect.objectContaining({ code: 'InvalidParameterValue' }),
  );
});

test('a message goes to the dead letters when it would be received once too often', async () => {
  const dead = queues.create('dead', new Map());
  queues.change(
    queue,
    new Map([
      ['RedrivePolicy', JSON.stringify({ deadLetterTargetArn: queueArn('dead'), maxReceiveCount: 2 })],
    ]),
  );
  const { id, sentAtMs } = send('a');
  for (let round = 0; round < 2; round += 1) {
    expect(bodies(await receive())).toEqual(['a']);
    clock.advance(30_000);
  }
  send('b');
  expect(bodies(await receive())).toEqual(['b']);
  const [letter] = await receive(dead);
  expect(letter!.message).toMatchObject({
    id,
    sentAtMs,
    body: 'a',
    deadLetterSourceArn: queue.arn,
    receivedElsewhere: 2,
  });
});

test('two queues that are each other’s dead letters pass a message on, one receive at a time', async () => {
  const other = queues.create('other', new Map());
  const policy = (target: string) =>
    new Map([
      ['RedrivePolicy', JSON.stringify({ deadLetterTargetArn: queueArn(target), maxReceiveCount: 1 })],
    ]);
  queues.change(queue, policy('other'));
  queues.change(other, policy('work'));
  send('a');
  for (let round = 0; round < 3; round += 1) {
    expect(bodies(await receive(queue, { visibility: 0 }))).toEqual(['a']);
    expect(await receive(queue)).toEqual([]);
    expect(bodies(await receive(other, { visibility: 0 }))).toEqual(['a']);
    expect(await receive(other)).toEqual([]);
  }
});

test('a message expires when its retention is over, also in flight', async () => {
  queues.change(queue, new Map([['MessageRetentionPeriod', '60']]));
  send('a');
  clock.advance(40_000);
  send('b');
  await receive(queue, { max: 1, visibility: 1000 });
  clock.advance(20_000);
  expect(counts()).toEqual([1, 0, 0]);
  expect(bodies(await receive())).toEqual(['b']);
});

test('a long poll gets a message the moment it is sent', async () => {
  const polled = watch(receive(queue, { wait: 20 }));
  await turn();
  expect(polled.got).toBeUndefined();
  send('a');
  await turn();
  expect(polled.got).toEqual(['a']);
});

test('a long poll ends empty when its time is up', async () => {
  const polled = watch(receive(queue, { wait: 5 }));
  clock.advance(4_999);
  await turn();
  expect(polled.got).toBeUndefined();
  clock.advance(1);
  await turn();
  expect(polled.got).toEqual([]);
});

test('a long poll gets a message that becomes visible by itself', async () => {
  send('delayed', 3);
  send('leased');
  await receive(queue, { visibility: 10 });
  const polled = watch(receive(queue, { wait: 20 }));
  clock.advance(3_000);
  await turn();
  expect(polled.got).toEqual(['delayed']);
  const again = watch(receive(queue, { wait: 20 }));
  clock.advance(7_000);
  await turn();
  expect(again.got).toEqual(['leased']);
});

test('a long poll gets a message that another consumer gives back', async () => {
  send('a');
  const [held] = await receive();
  const polled = watch(receive(queue, { wait: 20 }));
  queue.changeVisibility(held!.receiptHandle, 0);
  clock.advance(1);
  await turn();
  expect(polled.got).toEqual(['a']);
});

test('of two long polls one gets the message, the first; the loser keeps waiting', async () => {
  const first = watch(receive(queue, { wait: 20 }));
  const second = watch(receive(queue, { wait: 20 }));
  send('a');
  await turn();
  expect([first.got, second.got]).toEqual([['a'], undefined]);
  send('b');
  await turn();
  expect(second.got).toEqual(['b']);
});

test('a long poll whose client has hung up takes no message', async () => {
  const client = new AbortController();
  const polled = watch(receive(queue, { wait: 20, hangUp: client.signal }));
  client.abort();
  send('a');
  await turn();
  expect(polled.got).toEqual([]);
  expect(counts()).toEqual([1, 0, 0]);
});

test('a purge empties the queue, and a second one within a minute is refused', async () => {
  send('a');
  send('b', 10);
  await receive();
  queue.purge();
  expect(counts()).toEqual([0, 0, 0]);
  expect(() => queue.purge()).toThrow(expect.objectContaining({ code: 'PurgeQueueInProgress' }));
  clock.advance(60_000);
  queue.purge();
});

test('a deleted queue ends its long polls, and handles of its namesake are refused', async () => {
  send('a');
  const [received] = await receive();
  const polled = watch(receive(queue, { wait: 20 }));
  queues.delete(queue);
  await turn();
  expect(polled.got).toEqual([]);
  const namesake = queues.create('work', new Map());
  expect(() => namesake.delete(received!.receiptHandle)).toThrow(
    expect.objectContaining({ code: 'ReceiptHandleIsInvalid' }),
  );
});

test('20,000 messages whose leases are renewed again and again come out once each', async () => {
  for (let n = 0; n < 20_000; n += 1) send(String(n));
  const held = [];
  while (held.length < 20_000) held.push(...(await receive()));
  for (let round = 0; round < 3; round += 1) {
    for (const { receiptHandle } of held) queue.changeVisibility(receiptHandle, 30 + round);
  }
  expect(counts()).toEqual([0, 20_000, 0]);
  clock.advance(32_000);
  expect(counts()).toEqual([20_000, 0, 0]);
  for (const { receiptHandle } of held) queue.delete(receiptHandle);
  expect(counts()).toEqual([0, 0, 0]);
});

test('a lease that is changed to the same end again and again costs one timer', async () => {
  for (let n = 0; n < 2_000; n += 1) send(String(n));
  const held: ReceivedMessage[] = [];
  while (held.length < 2_000) held.push(...(await receive()));
  for (let round = 0; round < 20; round += 1) {
    for (const { receiptHandle } of held) queue.changeVisibility(receiptHandle, 30);
  }
  clock.advance(30_000);
  expect(counts()).toEqual([2_000, 0, 0]);
});
