import type { Clock } from '@widgets/widget-pipeline';
import { createMessageLife, type MessageLife } from './message-life';

/** The lease of a message in hand. While a renewal is on its way no second one is sent. */
type Lease = { readonly life: MessageLife; since: Moment; renewal: Promise<void> | undefined };

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
  hold(handle: string, asked: Moment): MessageLife;
  /** Resolves when no renewal of this lease is on its way: one that came after a return would undo it. */
  untilQuiet(handle: string): Promise<void>;
  /** Every lease that counts is lost; tells which. */
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

  const renewOne = async (lease: Lease, now: Moment): Promise<void> => {
    if ((await renew(lease.life.handle)) === 'lost') lease.life.lose();
    else lease.since = now;
  };
  const startRenewal = (lease: Lease, now: Moment): Promise<void> => {
    const renewal = renewOne(lease, now).finally(() => (lease.renewal = undefined));
    lease.renewal = renewal;
    return renewal;
  };

  return {
    moment,
    hold(handle, asked) {
      const life = createMessageLife(handle);
      leases.set(handle, { life, since: begin(asked, moment()), renewal: undefined });
      return life;
    },
    async untilQuiet(handle) {
      await Promise.allSettled([leases.get(handle)?.renewal]);
    },
    loseAll: () => [...leases.values()].filter(({ life }) => life.lose()).map(({ life }) => life.handle),
    async tick() {
      const now = moment();
      for (const [handle, lease] of leases) {
        if (age(lease, now) >= leaseMs) lease.life.lose();
        if (isOver(lease)) leases.delete(handle);
      }
      const due = [...leases.values()].filter((lease) => isDue(lease) && age(lease, now) >= leaseMs / 2);
      const renewals = await Promise.allSettled(due.map((lease) => startRenewal(lease, now)));
      const failed = renewals.find((renewal) => renewal.status === 'rejected');
      if (failed) throw failed.reason;
    },
  };
}

const isOver = ({ life: { state }, renewal }: Lease): boolean =>
  renewal === undefined && (state === 'done' || state === 'lost');

const isDue = ({ life, renewal }: Lease): boolean => renewal === undefined && life.isLeased;

/** By whichever clock shows more time passed. */
const age = ({ since }: Lease, now: Moment): number =>
  Math.max(now.wall - since.wall, now.monotonic - since.monotonic);
