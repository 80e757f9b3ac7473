import { giveUp, untilAborted } from './give-up';
import { createArrivals } from './arrivals';
import { createBell } from './bell';
import { decide } from './decide';
import { CannotContinue } from './errors';
import { createLanes } from './lanes';
import type { Outcome } from './outcome';
import type { Delivery, ReadItem } from './ports';
import { createRepeats } from './repeats';
import { reportOutcome, reportSettled } from './report-outcome';
import { receiveLoop } from './receive-loop';
import { settlementOf, type Settlement } from './settlement';
import type { PipelineOptions, Run } from './run';
import { createSlots } from './slots';

/**
 * Deliveries whose outcome is known and whose settlement is under way: gathered for batches, for less than a second, and
 * held in memory meanwhile. Room for 2,000 requests a second, and for four in each slot.
 */
const SETTLING = 1500;
const SETTLING_PER_SLOT = 4;

/**
 * Receives, decides and settles until it is stopped, done, or cannot continue. Resolves or rejects when the work in hand
 * is finished and what was gathered is sent; never leaves a delivery half done, unless it is told to give up. Of several
 * failures the first one counts.
 */
export async function runPipeline(options: PipelineOptions, signal: AbortSignal): Promise<void> {
  const failure = new AbortController();
  const run = startRun(options, signal, failure);
  const work = finishAll(run, (error) => failure.abort(error));
  const isGivenUp = await Promise.race([work.then(() => false), untilAborted(options.giveUp)]);
  if (isGivenUp) await giveUp(run, work);
  failure.signal.throwIfAborted();
}

async function finishAll(run: Run, fail: (error: unknown) => void): Promise<void> {
  await receiveLoop(run, (delivery) => handle(run, delivery)).catch(fail);
  await run.inHand.untilIdle();
  await run.settling.untilIdle();
  await run.options.source.close().catch(fail);
}

function startRun(options: PipelineOptions, signal: AbortSignal, failure: AbortController): Run {
  const onError = (error: unknown): void => {
    if (error instanceof CannotContinue || options.isFatal(error)) failure.abort(error);
  };
  const changed = createBell();
  const ring = (): void => changed.ring();
  return {
    options,
    inHand: createSlots(options.concurrency, ring),
    settling: createSlots(Math.max(SETTLING, options.concurrency * SETTLING_PER_SLOT), ring),
    changed,
    arrivals: createArrivals(options.sleep),
    deciding: { store: options.store, lanes: createLanes<Outcome>(({ kind }) => kind === 'retry'), onError },
    repeats: createRepeats(options.log),
    stopping: AbortSignal.any([signal, failure.signal]),
    onError,
  };
}

/** Takes one delivery from its arrival to its settlement; the slot is free again as soon as the outcomes are known. */
async function handle(run: Run, delivery: Delivery): Promise<void> {
  run.inHand.take();
  run.options.log.debug({ delivery: delivery.id }, 'received');
  const { settlement, items } = await decideAll(run, delivery);
  run.settling.take();
  run.options.concurrencyLimit?.noteDone();
  run.inHand.give();
  if (await settle(run, delivery, settlement)) reportSettled(run.options.log, delivery.id, settlement, items);
  run.settling.give();
}

type Decided = { readonly settlement: Settlement; readonly items: readonly ReadItem[] };

async function decideAll(run: Run, delivery: Delivery): Promise<Decided> {
  let items: readonly ReadItem[] = [];
  try {
    const outcomes = await run.arrivals.arrive(
      async () => (items = await delivery.read()),
      (read) => Promise.all(read.map((item) => decideOne(run, delivery, item))),
    );
    return { settlement: settlementOf(outcomes), items };
  } catch (error) {
    if (!delivery.leaseLost.aborted) {
      run.onError(error);
      const fields = { delivery: delivery.id, reason: messageOf(error) };
      // What ends the run is told at its end, once.
      if (!(error instanceof CannotContinue)) run.options.log.error(fields, 'could not be read');
    }
    return { settlement: { kind: 'release', when: 'soon' }, items };
  }
}

async function decideOne(run: Run, delivery: Delivery, item: ReadItem) {
  const outcome = await decide(item, delivery, run.deciding);
  run.options.tally.count(item.kind === 'request' ? item.request.type : 'unreadable', outcome.kind);
  reportOutcome(run.repeats.logFor(outcome), delivery.id, item, outcome);
  return outcome;
}

/** Whether it could be settled. */
async function settle(run: Run, delivery: Delivery, settlement: Settlement): Promise<boolean> {
  try {
    switch (settlement.kind) {
      case 'acknowledge':
        await delivery.acknowledge();
        return true;
      case 'refuse':
        await delivery.refuse(settlement.reason);
        return true;
      case 'release':
        await delivery.release(run.stopping.aborted ? 'now' : settlement.when);
        return true;
    }
  } catch (error) {
    run.onError(error);
    const fields = { delivery: delivery.id, settlement: settlement.kind, reason: messageOf(error) };
    run.options.log.error(fields, 'could not be settled and comes again');
    return false;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
