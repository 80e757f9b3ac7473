import {
  insertOf,
  patchOf,
  planChange,
  type Change,
  type NoChange,
  type Ordering,
  type Plan,
  type PlanContext,
  type WidgetRequest,
} from '@widgets/widget-model';
import type { ApplyContext, Outcome, RequestObjects, WidgetStore } from '@widgets/widget-pipeline';
import { StoreRefuses } from './errors';
import { settleInsert } from './late-insert';
import type { StoredWidget, WidgetBackend } from './widget-backend';

/** Losing this often in a row means more than a race: the request goes back to where it came from. */
const MAX_ROUNDS = 10;

/** What holds for all requests of a store. */
export type StoreRules = {
  readonly ordering: Ordering;
  /** The objects that requests came in. */
  readonly requestObjects: RequestObjects;
  /** Milliseconds of a clock that never jumps. */
  readonly monotonic: () => number;
};

/** One request on its way into a store. */
export type Applying<Version> = ApplyContext & {
  readonly backend: WidgetBackend<Version>;
  readonly rules: StoreRules;
  readonly request: WidgetRequest;
  readonly plan: PlanContext;
};

/** The store's rules over a backend: change on a condition, and where that does not hold, read, plan and try again. */
export function createWidgetStore<Version>(backend: WidgetBackend<Version>, rules: StoreRules): WidgetStore {
  return {
    async apply(request, context) {
      const { stamp, origin } = context;
      const plan = { ordering: rules.ordering, stamp, object: origin.object };
      const applying = { ...context, backend, rules, request, plan };
      try {
        return (await applyUnread(applying)) ?? (await applyReading(applying));
      } catch (error) {
        if (error instanceof StoreRefuses) return { kind: 'refused', reason: error.message };
        throw error;
      }
    },
  };
}

/** The normal case, one call: a create whose widget is new; an update, where the backend can do without reading. */
async function applyUnread<Version>(applying: Applying<Version>): Promise<Outcome | undefined> {
  const { backend, request, plan, signal } = applying;
  if (request.type === 'create') {
    const written = await backend.write(insertOf(request, plan), undefined, signal);
    return written === 'conflict' ? undefined : settleInsert(applying, written);
  }
  if (request.type === 'delete' || !backend.patchesUnread) return undefined;
  const written = await backend.write(patchOf(request, plan), undefined, signal);
  return written === 'conflict' ? undefined : { kind: 'applied' };
}

async function applyReading<Version>(applying: Applying<Version>): Promise<Outcome> {
  const { backend, request, plan, signal } = applying;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const stored = await backend.read(request, signal);
    const planned = planOn(stored, request, plan);
    if (planned.kind === 'none') return outcomeOf(planned);
    await beforeChange(planned.change, stored, applying);
    const written = await backend.write(planned.change, stored?.version, signal);
    if (written === 'conflict') continue;
    // A create that conflicted and then finds nothing comes after a delete: nothing could be slower.
    if (planned.change.kind === 'insert') return settleInsert(applying, 'written-after-retry');
    return planned.outcome === 'applied'
      ? { kind: 'applied' }
      : { kind: 'duplicate', reason: 'this request created the widget before' };
  }
  return { kind: 'retry', reason: `the widget changed under ${MAX_ROUNDS} attempts`, when: 'later' };
}

/** Without its request object, a create that is delivered again after the delete cannot bring the widget back. */
async function beforeChange<Version>(
  change: Change,
  stored: StoredWidget<Version> | undefined,
  { rules, signal }: Applying<Version>,
): Promise<void> {
  const object = stored?.kind === 'widget' ? stored.widget.order?.object : undefined;
  if (change.kind !== 'remove' || rules.ordering === 'off' || object === undefined) return;
  await rules.requestObjects.delete(object, signal);
}

/** Only a create replaces what is no widget: nothing of it is to be kept. */
function planOn(
  stored: StoredWidget<unknown> | undefined,
  request: WidgetRequest,
  context: PlanContext,
): Plan | NoChange {
  if (stored?.kind !== 'unreadable') return planChange(stored?.widget, request, context);
  if (request.type === 'create') {
    const change = { kind: 'replace' as const, widget: insertOf(request, context).widget };
    return { kind: 'change', change, outcome: 'applied' };
  }
  return { kind: 'none', because: 'not-owned', reason: `what is stored is no widget: ${stored.reason}` };
}

function outcomeOf({ because, reason }: NoChange): Outcome {
  switch (because) {
    case 'duplicate':
    case 'superseded':
      return { kind: because, reason };
    case 'missing':
      return { kind: 'missing', reason, mayCome: true };
    case 'not-owned':
      return { kind: 'missing', reason, mayCome: false };
  }
}
