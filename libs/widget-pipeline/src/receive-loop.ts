import { CannotContinue } from './errors';
import type { Delivery } from './ports';
import type { Run } from './run';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 20_000;
/** SQS may answer one long poll empty although messages wait; two in a row mean it. */
const EMPTY_RECEIVES = 2;

/**
 * Receives as many deliveries as there are free slots, whenever there are any, and hands each to `handle`. Ends when the
 * run is stopping, has its number of requests, or finds nothing left. A receive that fails is tried again after a pause.
 */
export async function receiveLoop(run: Run, handle: (delivery: Delivery) => Promise<void>): Promise<void> {
  let emptyReceives = 0;
  let failures = 0;
  while (!run.stopping.aborted) {
    const limit = await roomFor(run);
    if (limit === 0 || run.stopping.aborted) return;
    const deliveries = await receive(run, limit);
    if (deliveries === undefined) {
      await run.options.sleep(Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS), run.stopping);
      failures += 1;
      emptyReceives = 0;
      continue;
    }
    failures = 0;
    if (run.stopping.aborted) return giveBack(deliveries);
    for (const delivery of deliveries) void handle(delivery);
    emptyReceives = deliveries.length === 0 ? emptyReceives + 1 : 0;
    if (run.options.stopWhenEmpty && emptyReceives >= EMPTY_RECEIVES && (await isDrained(run))) return;
  }
}

/** How many deliveries may be taken now; 0 when the run has its number of requests. */
async function roomFor({ options, inHand, settling }: Run): Promise<number> {
  await inHand.untilFree();
  await settling.untilFree();
  if (options.maxRequests === 0) return inHand.free;
  if (remaining() <= 0) await inHand.untilIdle();
  return Math.max(0, Math.min(inHand.free, remaining()));

  function remaining(): number {
    return options.maxRequests - options.tally.final - (options.concurrency - inHand.free);
  }
}

async function receive(run: Run, limit: number): Promise<readonly Delivery[] | undefined> {
  try {
    return await run.options.source.receive(limit);
  } catch (error) {
    run.onError(error);
    run.options.log.error({ reason: error instanceof Error ? error.message : error }, 'could not receive');
    return undefined;
  }
}

/** What the last poll brought after the run was stopped is visible to others at once. */
async function giveBack(deliveries: readonly Delivery[]): Promise<void> {
  await Promise.allSettled(deliveries.map((delivery) => delivery.release('now')));
}

/** Asked of the source only when nothing is in hand: what is may yet go back there. */
async function isDrained({ options, inHand, settling, onError }: Run): Promise<boolean> {
  await inHand.untilIdle();
  await settling.untilIdle();
  try {
    return await options.source.isDrained();
  } catch (error) {
    onError(error);
    if (!(error instanceof CannotContinue))
      options.log.warn({ reason: String(error) }, 'could not tell whether anything is left');
    return false;
  }
}
