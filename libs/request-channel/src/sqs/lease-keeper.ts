import type { Clock } from '@widgets/widget-pipeline';

/**
 * A lease is held → renewing → held, as often as needed, until it is dropped (its message's deletion is called, or it is
 * given back) or lost (its time is up, or SQS says so). Dropped and lost leases are forgotten.
 */
type Lease = { state: 'held' | 'renewing'; since: Moment; readonly lost: AbortController };

/** Both clocks: a machine that sleeps stops the monotonic one, a clock that is set moves the other. */
type Moment = { readonly wall: number; readonly monotonic: number };

export type LeaseKeeperOptions = {
  readonly leaseSeconds: number;
  readonly clock: Clock;
  /** Renews the lease of a receipt handle; `lost` when SQS no longer does. Rejects when that could not be asked. */
  readonly renew: (handle: string) => Promise<'renewed' | 'lost'>;
};

/** Keeps the leases of messages in hand. `tick` is to be called several times per lease. */
export type LeaseKeeper = {
  /** @param asked when the receive was called: the lease began between then and now */
  hold(handle: string, asked: Moment): AbortSignal;
  drop(handle: string): void;
  /** Every lease is lost; tells which were held. */
  loseAll(): readonly string[];
  moment(): Moment;
  /** Rejects when a renewal failed; the next tick tries that one again. */
  tick(): Promise<void>;
};

export function createLeaseKeeper({ leaseSeconds, clock, renew }: LeaseKeeperOptions): LeaseKeeper {
  const leases = new Map<string, Lease>();
  const leaseMs = leaseSeconds * 1000;
  const moment = (): Moment => ({ wall: clock.now(), monotonic: clock.monotonic() });
  /** A long poll may wait longer than a lease lasts: half of it at most counts as used up, and it is renewed at once. */
  const begin = (asked: Moment, now: Moment): Moment => ({
    wall: Math.max(asked.wall, now.wall - leaseMs / 2),
    monotonic: Math.max(asked.monotonic, now.monotonic - leaseMs / 2),
  });
  const drop = (handle: string): void => void leases.delete(handle);
  const lose = (handle: string): void => {
    leases.get(handle)?.lost.abort();
    drop(handle);
  };

  const renewOne = async ([handle, lease]: readonly [string, Lease], now: Moment): Promise<void> => {
    lease.state = 'renewing';
    try {
      if ((await renew(handle)) === 'lost') lose(handle);
      else lease.since = now;
    } finally {
      lease.state = 'held';
    }
  };

  return {
    moment,
    hold(handle, asked) {
      const lost = new AbortController();
      leases.set(handle, { state: 'held', since: begin(asked, moment()), lost });
      return lost.signal;
    },
    drop,
    loseAll() {
      const handles = [...leases.keys()];
      handles.forEach(lose);
      return handles;
    },
    async tick() {
      const now = moment();
      for (const [handle, lease] of leases) if (age(lease, now) >= leaseMs) lose(handle);
      const due = [...leases].filter(([, lease]) => lease.state === 'held' && age(lease, now) >= leaseMs / 2);
      const renewals = await Promise.allSettled(due.map((lease) => renewOne(lease, now)));
      const failed = renewals.find((renewal) => renewal.status === 'rejected');
      if (failed) throw failed.reason;
    },
  };
}

/** By whichever clock shows more time passed. */
const age = ({ since }: Lease, now: Moment): number =>
  Math.max(now.wall - since.wall, now.monotonic - since.monotonic);
