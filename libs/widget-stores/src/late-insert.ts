import { CannotContinue, type Outcome, type Sleep } from '@widgets/widget-pipeline';
import { QUICK_MS } from './quick-insert';
import type { Made } from './widget-backend';
import type { Applying } from './widget-store';

const MAX_ROUNDS = 10;
const LOOKS = 5;
const FIRST_PAUSE_MS = 500;

/**
 * The outcome of a create that has just made its widget. One that may have come late looks whether its request object
 * is still there. If it is gone, somebody has finished this request and deleted the widget meanwhile, and the widget
 * that came back is taken away — unless a repeat of the create has confirmed it.
 */
export async function settleInsert<Version>(applying: Applying<Version>, written: Made): Promise<Outcome> {
  const { rules, origin, signal } = applying;
  const { object } = origin;
  if (rules.ordering === 'off' || object === undefined || !mayBeLate(applying, written))
    return { kind: 'applied' };
  return insisting(rules.sleep, async () =>
    (await rules.requestObjects.exists(object, signal)) ? { kind: 'applied' } : undoInsert(applying),
  );
}

/**
 * Tries again what fails. Given back instead, a request whose object is gone would come again as finished, and a widget
 * that came back would stay.
 */
async function insisting<T>(sleep: Sleep, work: () => Promise<T>): Promise<T> {
  for (let look = 1; ; look += 1) {
    try {
      return await work();
    } catch (error) {
      if (look === LOOKS || error instanceof CannotContinue) throw error;
      await sleep(FIRST_PAUSE_MS * 2 ** (look - 1));
    }
  }
}

/**
 * A create that this run has applied before was posted twice, or given back after its widget was made: nothing tells that
 * but the run's own memory, as each copy is received for the first time.
 */
function mayBeLate<Version>(applying: Applying<Version>, written: Made): boolean {
  const { rules, origin, stamp, appliedCreates } = applying;
  return (
    origin.mayBeRepeat ||
    written === 'written-after-retry' ||
    rules.monotonic() - origin.readSince > QUICK_MS ||
    appliedCreates.has(stamp)
  );
}

async function undoInsert<Version>({ backend, request, stamp, signal }: Applying<Version>): Promise<Outcome> {
  const { widgetId, owner } = request;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const stored = await backend.read(request, signal);
    // Also by this undoing itself, when the answer of its first try was lost.
    if (stored === undefined) return DELETED_SINCE;
    const order = stored.kind === 'widget' ? stored.widget.order : undefined;
    if (order?.created !== stamp || order.confirmed) return { kind: 'applied' };
    const written = await backend.write({ kind: 'remove', widgetId, owner }, stored.version, signal);
    if (written === 'written' || written === 'written-after-retry') return DELETED_SINCE;
  }
  return { kind: 'retry', reason: `the widget changed under ${MAX_ROUNDS} attempts`, when: 'soon' };
}

const DELETED_SINCE: Outcome = {
  kind: 'duplicate',
  reason: 'it was applied before, and its widget deleted since',
};
