import { CannotBeSent, type Publisher } from '@widgets/request-channel';
import { createSlots, type Log, type Sleep, type Slots } from '@widgets/widget-pipeline';
import type { Outgoing } from './outgoing';
import type { Recorder } from './recorder';

/** What has been sent so far. */
export type Sent = { readonly counts: Map<Outgoing['type'], number>; cannotBeSent: number };

export const createSent = (): Sent => ({ counts: new Map(), cannotBeSent: 0 });

/** Of all types together. */
export const sentTotal = ({ counts }: Sent): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);

export type ProduceOptions = {
  readonly requests: AsyncIterable<Outgoing> | Iterable<Outgoing>;
  readonly publisher: Publisher;
  readonly recorder: Recorder;
  readonly sent: Sent;
  /** Requests on their way at once. */
  readonly concurrency: number;
  /** Milliseconds from the start of one request to the start of the next. */
  readonly delayMs: number;
  readonly monotonic: () => number;
  readonly sleep: Sleep;
  /** Aborted when stopping takes too long: it then rejects with `GivenUp`. */
  readonly giveUp: AbortSignal;
  readonly log: Log;
  /** What has become of a request that is sent, for the log, e.g. `stored`. */
  readonly done: string;
};

/**
 * Sends requests until there are no more, or the signal is aborted; resolves when all that were begun are confirmed.
 * Rejects with the first failure that is not one request's own, after the others under way have ended.
 */
export async function produce(options: ProduceOptions, signal: AbortSignal): Promise<void> {
  const failure = new AbortController();
  const stopping = AbortSignal.any([signal, failure.signal]);
  const slots = createSlots(options.concurrency);
  const begin = async (request: Outgoing): Promise<void> => {
    slots.take();
    await sendOne(options, request).catch((error: unknown) => failure.abort(error));
    slots.give();
  };
  let due = options.monotonic();
  for await (const request of options.requests) {
    if (options.delayMs > 0) await options.sleep(due - options.monotonic(), stopping);
    await slots.untilFree();
    if (stopping.aborted) break;
    due = nextDue(due, options);
    void begin(request);
  }
  await Promise.race([slots.untilIdle(), rejectsWhenGivenUp(options.giveUp, slots)]);
  await options.publisher.flush();
  if (failure.signal.aborted) throw failure.signal.reason;
}

/** Nobody knows what became of requests that are given up: an object of theirs may have no message. */
function rejectsWhenGivenUp(giveUp: AbortSignal, slots: Slots): Promise<never> {
  return new Promise((_, reject) => {
    const giveUpNow = (): void => reject(new GivenUp(slots.taken));
    if (giveUp.aborted) giveUpNow();
    else giveUp.addEventListener('abort', giveUpNow, { once: true });
  });
}

/** Stopping took too long. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp';

  /** @param requests how many were neither confirmed nor refused */
  constructor(requests: number) {
    super(
      `stopping took too long: ${requests} requests are not confirmed, and those of them that are stored may have no message`,
    );
  }
}

/** A little late keeps the pace, very late does not hurry to catch up. */
function nextDue(due: number, { delayMs, monotonic }: ProduceOptions): number {
  const now = monotonic();
  return (now - due < delayMs ? due : now) + delayMs;
}

async function sendOne(
  { publisher, recorder, sent, log, done }: ProduceOptions,
  request: Outgoing,
): Promise<void> {
  const recorded = recorder.begin(request.bytes);
  const { key, type, requestId, widgetId } = request;
  const fields = { key, type, requestId, widgetId };
  log.debug(fields, 'generated');
  try {
    await publisher.publish(request);
    recorded('sent');
    sent.counts.set(request.type, (sent.counts.get(request.type) ?? 0) + 1);
    log.debug(fields, done);
  } catch (error) {
    recorded('not-sent');
    if (!(error instanceof CannotBeSent)) throw error;
    sent.cannotBeSent += 1;
    log.warn({ ...fields, reason: error.message }, 'this request cannot be sent and is left out');
  }
}
