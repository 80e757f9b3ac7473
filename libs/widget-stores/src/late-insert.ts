import type { Outcome } from '@widgets/widget-pipeline';
import type { Written } from './widget-backend';
import type { Applying } from './widget-store';

/** A create that took longer since its request was read may have been overtaken by its widget's delete. */
const SLOW_MS = 1000;
const MAX_ROUNDS = 10;

/**
 * The outcome of a create that has just made its widget. One that may have come late looks whether its request object
 * is still there. If it is gone, somebody has finished this request and deleted the widget meanwhile, and the widget
 * that came back is taken away — unless a repeat of the create has confirmed it.
 */
export async function settleInsert<Version>(
  applying: Applying<Version>,
  written: Exclude<Written, 'conflict'>,
): Promise<Outcome> {
  const { rules, origin, signal } = applying;
  const { object } = origin;
  if (rules.ordering === 'off' || object === undefined || !isSlow(applying, written))
    return { kind: 'applied' };
  if (await rules.requestObjects.exists(object, signal)) return { kind: 'applied' };
  return undoInsert(applying);
}

function isSlow<Version>({ rules, origin }: Applying<Version>, written: Written): boolean {
  return (
    origin.mayBeRepeat || written === 'written-after-retry' || rules.monotonic() - origin.readSince > SLOW_MS
  );
}

async function undoInsert<Version>({ backend, request, stamp, signal }: Applying<Version>): Promise<Outcome> {
  const { widgetId, owner } = request;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const stored = await backend.read(request, signal);
    const order = stored?.kind === 'widget' ? stored.widget.order : undefined;
    if (order?.created !== stamp || order.confirmed) return { kind: 'applied' };
    const written = await backend.write({ kind: 'remove', widgetId, owner }, stored?.version, signal);
    if (written !== 'conflict') {
      return { kind: 'duplicate', reason: 'it was applied before, and its widget deleted since' };
    }
  }
  return { kind: 'retry', reason: `the widget changed under ${MAX_ROUNDS} attempts`, when: 'later' };
}
