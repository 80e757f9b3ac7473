import { CannotBeSent, type Publisher } from '@widgets/request-channel';
import { createSlots, type Log, type Sleep, type Slots } from '@widgets/widget-pipeline';
import type { Outgoing } from './outgoing';
import type { Pace } from './pace';
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
  readonly pace: Pace;
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
  const slots = createSlots(options.concurrency);
  await Promise.race([sendAll(options, slots, signal), rejectsWhenGivenUp(options.giveUp, slots)]);
}

async function sendAll(options: ProduceOptions, slots: Slots, signal: AbortSignal): Promise<void> {
  const failure = new AbortController();
  const fail = (error: unknown): void => failure.abort(error);
  const begin = async (request: Outgoing): Promise<void> => {
    slots.take();
    await sendOne(options, request).catch(fail);
    slots.give();
  };
  await beginAll(options, slots, { begin, stopping: AbortSignal.any([signal, failure.signal]) }).catch(fail);
  await slots.untilIdle();
  await options.publisher.flush();
  failure.signal.throwIfAborted();
}

type Beginning = { readonly begin: (request: Outgoing) => Promise<void>; readonly stopping: AbortSignal };

/** Begins each request when it is due, a place for it is free, and the record has room. */
async function beginAll(
  { requests, pace, recorder, sleep }: ProduceOptions,
  slots: Slots,
  { begin, stopping }: Beginning,
): Promise<void> {
  for await (const request of requests) {
    await sleep(pace.untilDue(), stopping);
    await slots.untilFree();
    await recorder.untilReady();
    if (stopping.aborted) return;
    pace.begin();
    void begin(request);
  }
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
