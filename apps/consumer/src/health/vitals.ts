import type { Clock } from '@widgets/widget-pipeline';

/** A delivery in hand, from its receive to its settlement. */
export type InHand = {
  /** Epoch milliseconds; `undefined` where that is not known. */
  readonly sentAt: number | undefined;
  /** When its lease was lost, in milliseconds of the monotonic clock. */
  lostAt: number | undefined;
};

/** What a run does, as far as its health shows in it. Times are milliseconds of the monotonic clock. */
export type Vitals = {
  /** When a receive succeeded or a delivery was settled last; at first, when the run began. */
  readonly lastProgress: number;
  /** Receives that have failed since one succeeded. */
  readonly failedReceives: number;
  readonly inHand: ReadonlySet<InHand>;
};

/** Vitals that still change. */
export type LiveVitals = Vitals & {
  received(): void;
  receiveFailed(): void;
  take(sentAt: number | undefined): InHand;
  leaseLost(delivery: InHand): void;
  settled(delivery: InHand): void;
};

export function createVitals({ monotonic }: Pick<Clock, 'monotonic'>): LiveVitals {
  const inHand = new Set<InHand>();
  let lastProgress = monotonic();
  let failedReceives = 0;
  return {
    inHand,
    get lastProgress() {
      return lastProgress;
    },
    get failedReceives() {
      return failedReceives;
    },
    received() {
      lastProgress = monotonic();
      failedReceives = 0;
    },
    receiveFailed() {
      failedReceives += 1;
    },
    take(sentAt) {
      const delivery = { sentAt, lostAt: undefined };
      inHand.add(delivery);
      return delivery;
    },
    leaseLost(delivery) {
      delivery.lostAt = monotonic();
    },
    settled(delivery) {
      if (inHand.delete(delivery)) lastProgress = monotonic();
    },
  };
}
