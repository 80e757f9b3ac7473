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
  /** Renews the leases of these receipt handles, and returns those that are lost. */
  readonly renew: (handles: readonly string[]) => Promise<readonly string[]>;
};

/** Keeps the leases of messages in hand. `tick` is to be called several times per lease. */
export type LeaseKeeper = {
  /** @param since when the receive was called, from which SQS counts at the earliest */
  hold(handle: string, since: Moment): AbortSignal;
  drop(handle: string): void;
  moment(): Moment;
  tick(): Promise<void>;
};

export function createLeaseKeeper({ leaseSeconds, clock, renew }: LeaseKeeperOptions): LeaseKeeper {
  const leases = new Map<string, Lease>();
  const leaseMs = leaseSeconds * 1000;
  const moment = (): Moment => ({ wall: clock.now(), monotonic: clock.monotonic() });
  const age = ({ since }: Lease, now: Moment): number =>
    Math.max(now.wall - since.wall, now.monotonic - since.monotonic);

  const lose = (handle: string): void => {
    leases.get(handle)?.lost.abort();
    leases.delete(handle);
  };

  const renewAll = async (due: readonly (readonly [string, Lease])[], now: Moment): Promise<void> => {
    for (const [, lease] of due) lease.state = 'renewing';
    try {
      const lost = await renew(due.map(([handle]) => handle));
      for (const [, lease] of due) lease.since = now;
      lost.forEach(lose);
    } finally {
      for (const [, lease] of due) lease.state = 'held';
    }
  };

  return {
    moment,
    hold(handle, since) {
      const lease: Lease = { state: 'held', since, lost: new AbortController() };
      leases.set(handle, lease);
      return lease.lost.signal;
    },
    drop(handle) {
      leases.delete(handle);
    },
    async tick() {
      const now = moment();
      for (const [handle, lease] of leases) if (age(lease, now) >= leaseMs) lose(handle);
      const due = [...leases].filter(([, lease]) => lease.state === 'held' && age(lease, now) >= leaseMs / 2);
      if (due.length > 0) await renewAll(due, now);
    },
  };
}
