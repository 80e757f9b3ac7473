import type { OrderStamp, Pointer, WidgetRequest } from '@widgets/widget-model';
import type { Outcome, RetryWhen } from './outcome';

/** One part of a delivery, read: a request, or why there is none. */
export type ReadItem =
  | {
      readonly kind: 'request';
      readonly request: WidgetRequest;
      readonly stamp: OrderStamp;
      readonly origin: RequestOrigin;
    }
  /** The request object is gone: somebody finished this request before. */
  | { readonly kind: 'finished'; readonly reason: string }
  | { readonly kind: 'invalid'; readonly reason: string }
  /** It cannot be read now. */
  | Unavailable;

export type Unavailable = {
  readonly kind: 'unavailable';
  readonly reason: string;
  /** The command line is to blame, should nothing else be left. */
  readonly blame?: 'usage';
};

/** Where a request came from, as far as that bears on how it is applied. */
export type RequestOrigin = {
  /** Its request object; none when the message itself was the request. */
  readonly object: Pointer | undefined;
  /** Whether somebody may have had it before: it was received more than once, or polled. */
  readonly mayBeRepeat: boolean;
  /** When reading it began, in milliseconds of the monotonic clock. */
  readonly readSince: number;
  /**
   * Whether no other consumer can be about to apply the create of its widget without looking for the create's object: a
   * FIFO queue holds back what follows a request in hand, and creates that are polled always look.
   */
  readonly followsItsCreate?: boolean;
};

/** What a source hands out: a message or an object that carries one request or several, held under a lease. */
export type Delivery = {
  /** Tells deliveries apart in logs. */
  readonly id: string;
  /** When it was sent or stored, epoch milliseconds; left out where that is not known. */
  readonly sentAt?: number;
  /**
   * Asked when the widget of a request in it is missing: whether it may be given back, to come again when the create has
   * been applied. Throws when that cannot be told.
   */
  canWait(): Promise<boolean>;
  /** Aborted when the lease is lost: somebody else may hold the delivery by then. */
  readonly leaseLost: AbortSignal;
  /** Fetches and checks what it carries. Throws only what stops the run. */
  read(): Promise<readonly ReadItem[]>;
  /** Done: it never comes again. */
  acknowledge(): Promise<void>;
  /** Puts it where refused requests go, with the reason. It never blocks what comes after it. */
  refuse(reason: string): Promise<void>;
  /** Gives it back, to come again now or after a delay. */
  release(when: 'now' | RetryWhen): Promise<void>;
};

/** Where requests come from. */
export type RequestSource = {
  /**
   * Most deliveries that one receive brings: several may be under way at once. Left out: a receive brings as many as it is
   * asked for, and the next one is called when it has ended.
   */
  readonly perReceive?: number;
  /** Waits for up to `limit` deliveries; none after a wait in vain. */
  receive(limit: number): Promise<readonly Delivery[]>;
  /**
   * True when nothing is left but what this run refused and left where it was. Requests that only wait for their widget
   * are brought back at once, for the last time. Throws `CannotContinue` when all that is left cannot be read.
   */
  isDrained(): Promise<boolean>;
  /** Takes the leases from all that is in hand, the outstanding receive included, and makes it visible to others at once. */
  abandon(): Promise<void>;
  /** Sends what is still gathered, and stops renewing leases. */
  close(): Promise<void>;
};

/** Where widgets live. */
export type WidgetStore = {
  /** Applies one request. Throws when the store fails; whether the change happened is then unknown. */
  apply(request: WidgetRequest, context: ApplyContext): Promise<Outcome>;
};

/** The objects that requests came in, as far as this run may touch them. */
export type RequestObjects = {
  /** False only when it is certain that the object is gone. */
  exists(object: Pointer, signal: AbortSignal): Promise<boolean>;
  /** Deletes it; leaves alone what the run may not touch. */
  delete(object: Pointer, signal: AbortSignal): Promise<void>;
};

export type ApplyContext = {
  readonly stamp: OrderStamp;
  readonly origin: RequestOrigin;
  /** Aborted when the lease is lost. */
  readonly signal: AbortSignal;
};

/** The time, passed in: epoch milliseconds, and milliseconds that never jump. */
export type Clock = { now(): number; monotonic(): number };

export type LogFields = Readonly<Record<string, unknown>>;
type LogLine = (fields: LogFields, message: string) => void;
export type Log = {
  readonly debug: LogLine;
  readonly info: LogLine;
  readonly warn: LogLine;
  readonly error: LogLine;
};

/** Resolves after `milliseconds`, earlier when the signal is aborted. */
export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>;
