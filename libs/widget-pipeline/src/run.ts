import type { Arrivals } from './arrivals';
import type { Bell } from './bell';
import type { ConcurrencyLimit } from './concurrency-limit';
import type { Deciding } from './decide';
import type { Log, RequestSource, Sleep, WidgetStore } from './ports';
import type { Repeats } from './repeats';
import type { Slots } from './slots';
import type { LiveTally } from './tally';

export type PipelineOptions = {
  readonly source: RequestSource;
  readonly store: WidgetStore;
  /** Counts the outcomes while the run goes on. */
  readonly tally: LiveTally;
  readonly log: Log;
  readonly sleep: Sleep;
  /** Deliveries in hand at once. */
  readonly concurrency: number;
  /** How many of these the cloud allows at present; all when left out. */
  readonly concurrencyLimit?: ConcurrencyLimit;
  /** Final outcomes after which the run ends; 0: no limit. */
  readonly maxRequests: number;
  /** Whether the run ends when nothing is left to receive. */
  readonly stopWhenEmpty: boolean;
  /** Tells failures that no retry heals in this run, besides `CannotContinue`. */
  readonly isFatal: (error: unknown) => boolean;
  /** Aborted when stopping takes too long. */
  readonly giveUp: AbortSignal;
};

/** The state of one run, shared by what receives, decides and settles. */
export type Run = {
  readonly options: PipelineOptions;
  readonly inHand: Slots;
  readonly settling: Slots;
  /** Rung when a place in hand or among the settlements becomes free, and when a receive ends. */
  readonly changed: Bell;
  readonly arrivals: Arrivals;
  readonly deciding: Deciding;
  readonly repeats: Repeats;
  /** Aborted when no more is to be received. */
  readonly stopping: AbortSignal;
  /** Ends the run with an error when that is one no retry heals. */
  readonly onError: (error: unknown) => void;
};
