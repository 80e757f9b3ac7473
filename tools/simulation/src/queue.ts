import type { Draws } from './draws';

/** A message that points to a request object. */
export type Message = { readonly key: string; readonly id: string };

/** A message in somebody's hands. */
export type Received = Message & {
  readonly handle: number;
  readonly receiveCount: number;
  readonly firstReceivedAt: number;
  readonly leaseMs: number;
};

/** A standard queue: at least once, in any order. */
export type Queue = {
  send(key: string): void;
  receive(limit: number): readonly Received[];
  /** Succeeds whether it deletes or not, as an old handle does. */
  delete(received: Received): void;
  hide(received: Received, milliseconds: number): void;
  readonly isEmpty: boolean;
};

type State = {
  readonly message: Message;
  visibleAt: number;
  handle: number;
  receives: number;
  firstReceivedAt: number | undefined;
};

/** How many of the messages that are visible may be received before the first. */
const WINDOW = 12;
/** The shortest lease, and by how much others are longer: some run out while the work goes on. */
const [LEASE_MS, MORE_LEASE_MS] = [300, 2500];
export const LONGEST_LEASE_MS = LEASE_MS + MORE_LEASE_MS;

export type QueueOptions = {
  readonly draws: Draws;
  readonly now: () => number;
  /** The share of receives after which the message stays visible. */
  readonly twice: number;
};

export function createQueue({ draws, now, twice }: QueueOptions): Queue {
  const states = new Map<string, State>();
  let sent = 0;
  const current = ({ id, handle }: Received): State | undefined => {
    const state = states.get(id);
    return state?.handle === handle ? state : undefined;
  };

  const receiveOne = (): Received | undefined => {
    const visible = [...states.values()].filter(({ visibleAt }) => visibleAt <= now());
    const state = visible[draws.below(Math.min(visible.length, WINDOW))];
    if (state === undefined) return undefined;
    const leaseMs = LEASE_MS + (MORE_LEASE_MS - draws.below(MORE_LEASE_MS));
    state.handle += 1;
    state.receives += 1;
    if (!draws.chance(twice)) state.visibleAt = now() + leaseMs;
    const firstReceivedAt = (state.firstReceivedAt ??= now());
    const { message, handle, receives } = state;
    return { ...message, handle, receiveCount: receives, firstReceivedAt, leaseMs };
  };

  return {
    send(key) {
      const id = `m${(sent += 1)}`;
      states.set(id, unreceived({ key, id }, now()));
    },
    receive(limit) {
      const received = [];
      for (let at = 0; at < limit; at += 1) received.push(receiveOne());
      return received.filter((message) => message !== undefined);
    },
    delete(received) {
      if (current(received)) states.delete(received.id);
    },
    hide(received, milliseconds) {
      const state = current(received);
      if (state) state.visibleAt = now() + milliseconds;
    },
    get isEmpty() {
      return states.size === 0;
    },
  };
}

const unreceived = (message: Message, visibleAt: number): State => ({
  ...{ message, visibleAt, handle: 0, receives: 0, firstReceivedAt: undefined },
});
