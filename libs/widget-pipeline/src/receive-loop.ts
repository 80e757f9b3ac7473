import { CannotContinue } from './errors';
import type { Delivery } from './ports';
import { nextSideBySide, receiveSize } from './receive-size';
import type { Run } from './run';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 20_000;
/** SQS may answer one long poll empty although messages wait; two in a row mean it. */
const EMPTY_RECEIVES = 2;
/** How long room for less than a whole receive waits for more. */
const LINGER_MS = 20;

/**
 * The receives of a run. Its state is `receiving`, with pauses after receives that failed; `asking` when receives in a row
 * brought nothing: none is begun until the source has said whether anything is left; then `receiving` again, or `done`.
 */
type Receives = {
  readonly run: Run;
  readonly handle: (delivery: Delivery) => Promise<void>;
  state: 'receiving' | 'paused' | 'asking' | 'done';
  readonly outstanding: Set<Promise<void>>;
  /** Deliveries that the outstanding receives were asked for. */
  asked: number;
  sideBySide: number;
  /** Receives that failed since one succeeded, those of one pause counted once. */
  failures: number;
  /** Receives in a row that brought nothing, each begun after the one before. */
  empty: number;
  /** What went wrong that nobody foresaw; it ends the loop. */
  broken: { readonly error: unknown } | undefined;
  /** The wait of room for less than a whole receive; there is none while it is undefined. */
  lingering: { isOver: boolean } | undefined;
};

/**
 * Receives for free slots, side by side where one receive cannot fill them, and hands each delivery to `handle`. Ends when
 * the run is stopping, has its number of requests, or finds nothing left. A receive that fails is tried again after a pause.
 */
export async function receiveLoop(run: Run, handle: (delivery: Delivery) => Promise<void>): Promise<void> {
  const receives: Receives = {
    run,
    handle,
    state: 'receiving',
    outstanding: new Set(),
    asked: 0,
    sideBySide: 1,
    failures: 0,
    empty: 0,
    broken: undefined,
    lingering: undefined,
  };
  run.stopping.addEventListener('abort', () => run.changed.ring(), { once: true });
  while (!isOver(receives)) {
    const size = receives.state === 'receiving' ? sizeOfNext(receives) : 0;
    if (size > 0) begin(receives, size);
    else if (receives.state === 'asking' && receives.outstanding.size === 0)
      receives.state = (await isDrained(run)) ? 'done' : 'receiving';
    else await run.changed.next();
  }
  await Promise.all(receives.outstanding);
  if (receives.broken) throw receives.broken.error;
}

const isOver = ({ run: { stopping, options }, state, broken }: Receives): boolean =>
  stopping.aborted ||
  state === 'done' ||
  broken !== undefined ||
  (options.maxRequests > 0 && options.tally.final >= options.maxRequests);

function sizeOfNext(receives: Receives): number {
  const { run, outstanding, sideBySide } = receives;
  const room = roomIn(receives);
  const isIdle = outstanding.size === 0 && run.inHand.taken === 0;
  const perReceive = run.options.source.perReceive;
  const mayBePartial = isIdle || receives.lingering?.isOver === true;
  const size = receiveSize({ room, perReceive, outstanding: outstanding.size, sideBySide, mayBePartial });
  if (size === 0 && room > 0 && outstanding.size === 0) linger(receives);
  return size;
}

/** For how many deliveries there is room: the run never has more in hand than it may, or than are left to do. */
function roomIn({ run: { options, inHand, settling }, asked }: Receives): number {
  if (settling.free <= 0) return 0;
  const throttled = options.concurrency - (options.concurrencyLimit?.limit ?? options.concurrency);
  const free = inHand.free - asked - throttled;
  if (options.maxRequests === 0) return free;
  return Math.min(free, options.maxRequests - options.tally.final - inHand.taken - asked);
}

function linger(receives: Receives): void {
  if (receives.lingering) return;
  const { options, stopping, changed } = receives.run;
  const lingering = { isOver: false };
  receives.lingering = lingering;
  void options.sleep(LINGER_MS, stopping).then(() => {
    lingering.isOver = true;
    changed.ring();
  });
}

function begin(receives: Receives, size: number): void {
  receives.lingering = undefined;
  receives.asked += size;
  const { outstanding, run } = receives;
  const receiving = receiveOnce(receives, size)
    .catch((error: unknown) => (receives.broken ??= { error }))
    .then(() => {
      outstanding.delete(receiving);
      run.changed.ring();
    });
  outstanding.add(receiving);
}

async function receiveOnce(receives: Receives, size: number): Promise<void> {
  const { run, handle, empty } = receives;
  const deliveries = await receive(run, size);
  receives.asked -= size;
  if (deliveries === undefined) return pause(receives);
  receives.failures = 0;
  const received = { asked: size, brought: deliveries.length, outstanding: receives.outstanding.size };
  receives.sideBySide = nextSideBySide(receives.sideBySide, received);
  if (isOver(receives)) return giveBack(deliveries);
  for (const delivery of deliveries) void handle(delivery);
  if (deliveries.length > 0) receives.empty = 0;
  else if (empty === receives.empty) noteEmpty(receives);
}

function noteEmpty(receives: Receives): void {
  receives.empty += 1;
  const isSure = receives.empty >= EMPTY_RECEIVES && receives.state === 'receiving';
  if (isSure && receives.run.options.stopWhenEmpty) receives.state = 'asking';
}

/** Several receives that fail together are one reason to pause. */
async function pause(receives: Receives): Promise<void> {
  receives.empty = 0;
  receives.sideBySide = 1;
  if (receives.state !== 'receiving') return;
  const { options, stopping } = receives.run;
  const milliseconds = Math.min(FIRST_PAUSE_MS * 2 ** receives.failures, LONGEST_PAUSE_MS);
  receives.failures += 1;
  receives.state = 'paused';
  await options.sleep(milliseconds, stopping);
  receives.state = 'receiving';
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

/** What a poll brings after the run is over is visible to others at once. */
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
