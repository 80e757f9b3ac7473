import type { Delivery, ReadItem, RequestSource, RetryWhen } from '@widgets/widget-pipeline';
import type { WidgetRequest } from '@widgets/widget-model';
import type { History } from './history';
import { LONGEST_LEASE_MS, type Queue, type Received } from './queue';
import type { Actor, World } from './world';

/** The bucket of the requests. */
export const BUCKET = 'requests';

export type SourceOptions = {
  readonly world: World;
  readonly queue: Queue;
  /** The request objects by their keys. */
  readonly objects: Map<string, WidgetRequest>;
  readonly retries: number;
  readonly history: History;
};

const POLL_MS = 200;
const FIRST_WAIT_MS = 1000;
const LONGEST_DELAY_MS = 15 * 60 * 1000;

/** The queue as one process reaches it, with the bucket that its messages point into. */
export function simulatedSource(actor: Actor, options: SourceOptions): RequestSource {
  const { world, queue } = options;
  return {
    async receive(limit) {
      const { value } = await world.call(actor, () => Promise.resolve(queue.receive(limit)));
      if (value.length === 0) await world.sleepOf(actor)(POLL_MS);
      return value.map((received) => deliveryOf(actor, received, options));
    },
    isDrained: () => Promise.resolve(queue.isEmpty),
    abandon: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

function deliveryOf(actor: Actor, received: Received, options: SourceOptions): Delivery {
  const { world, queue, objects, retries, history } = options;
  const { key } = received;
  const lease = new AbortController();
  // Half of the leases that run out do so unnoticed: correctness does not rest on them.
  if (world.draws.chance(0.5)) world.after(received.leaseMs, () => lease.abort());

  const call = async (effect: () => void): Promise<void> => {
    await world.call(actor, () => Promise.resolve(effect()));
  };
  const deleteMessage = (): void => {
    history.settled('message', key);
    queue.delete(received);
  };
  return {
    id: received.id,
    leaseLost: lease.signal,
    canWait: () => Promise.resolve(mayWait(received, retries, world.now())),
    async read() {
      const readSince = world.now();
      const { value: request } = await world.call(
        actor,
        () => Promise.resolve(objects.get(key)),
        lease.signal,
      );
      return [itemOf(received, request, readSince)];
    },
    /** The object only when the deletion of the message was answered. */
    async acknowledge() {
      if (lease.signal.aborted) return;
      await call(deleteMessage);
      await call(() => {
        if (objects.delete(key)) history.settled('object', key);
      });
    },
    refuse: () => call(deleteMessage),
    async release(when) {
      if (lease.signal.aborted) return;
      await call(() => queue.hide(received, hiddenMs(when, received)));
    },
  };
}

function itemOf(
  { key, receiveCount }: Received,
  request: WidgetRequest | undefined,
  readSince: number,
): ReadItem {
  if (request === undefined) return { kind: 'finished', reason: 'its object is gone' };
  const origin = { object: { bucket: BUCKET, key }, mayBeRepeat: receiveCount > 1, readSince };
  return { kind: 'request', request, stamp: key, origin };
}

/** As the consumer counts waits: by receives, and by age, as a receive by a consumer that died is no wait. */
function mayWait({ receiveCount, firstReceivedAt }: Received, retries: number, now: number): boolean {
  const allWaitsMs = retries === 0 ? 0 : FIRST_WAIT_MS + (retries - 1) * LONGEST_LEASE_MS;
  return receiveCount <= retries || now - firstReceivedAt < allWaitsMs;
}

function hiddenMs(when: 'now' | RetryWhen, { receiveCount }: Received): number {
  switch (when) {
    case 'now':
      return 0;
    case 'soon':
      return LONGEST_LEASE_MS;
    case 'for-widget':
      return receiveCount <= 1 ? FIRST_WAIT_MS : LONGEST_LEASE_MS;
    case 'later':
      return Math.min(LONGEST_LEASE_MS * 2 ** (receiveCount - 1), LONGEST_DELAY_MS);
  }
}
