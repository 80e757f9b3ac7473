import {
  drawRevision,
  insertOf,
  isFromMaking,
  patchOf,
  planChange,
  type NoChange,
  type Ordering,
  type Plan,
  type PlanContext,
  type RequestType,
  type WidgetRequest,
} from '@widgets/widget-model';
import type { ApplyContext, Outcome, RequestObjects, Sleep, WidgetStore } from '@widgets/widget-pipeline';
import { StoreRefuses } from './errors';
import { createObjectDeletion } from './delete-create-object';
import { settleInsert } from './late-insert';
import { createRecentStamps, type RecentStamps } from './recent-stamps';
import type { Conflict, StoredWidget, WidgetBackend, Written } from './widget-backend';

/** Losing this often in a row means more than a race: the request goes back to where it came from. */
const MAX_ROUNDS = 10;
/** Creates that are known to be applied; a copy that its sender posted twice mostly comes soon. */
const REMEMBERED_CREATES = 5000;

/** What holds for all requests of a store. */
export type StoreRules = {
  readonly ordering: Ordering;
  /** The objects that requests came in. */
  readonly requestObjects: RequestObjects;
  /** Milliseconds of a clock that never jumps. */
  readonly monotonic: () => number;
  /** A number in [0, 1), another one each time. */
  readonly random: () => number;
  readonly sleep: Sleep;
};

/** One request on its way into a store. */
export type Applying<Version> = ApplyContext & {
  readonly backend: WidgetBackend<Version>;
  readonly rules: StoreRules;
  readonly request: WidgetRequest;
  readonly plan: PlanContext;
  /** Creates that this run has applied, or has found applied. */
  readonly appliedCreates: RecentStamps;
};

/** The store's rules over a backend: change on a condition, and where that does not hold, read, plan and try again. */
export function createWidgetStore<Version>(backend: WidgetBackend<Version>, rules: StoreRules): WidgetStore {
  const appliedCreates = createRecentStamps(REMEMBERED_CREATES);
  return {
    async apply(request, context) {
      const { stamp, origin } = context;
      const firstRevision = drawRevision(rules.random);
      const plan = { ordering: rules.ordering, stamp, object: origin.object, firstRevision };
      const signal = request.type === 'create' ? neverAborted() : context.signal;
      const outcome = await applyOrRefuse({
        ...context,
        ...{ signal, backend, rules, request, plan, appliedCreates },
      });
      if (request.type === 'create' && isDone(outcome)) appliedCreates.add(stamp);
      return outcome;
    },
  };
}

/**
 * A create begins with its insert, and goes on when its lease is lost: cut off before its look, see `settleInsert`, it
 * would leave a widget that came back from the dead. Each has a signal of its own, as every call listens to it.
 */
const neverAborted = (): AbortSignal => new AbortController().signal;

const isDone = ({ kind }: Outcome): boolean => kind === 'applied' || kind === 'duplicate';

async function applyOrRefuse<Version>(applying: Applying<Version>): Promise<Outcome> {
  try {
    const unread = await applyUnread(applying);
    return typeof unread === 'object' ? unread : await applyReading(applying, unread);
  } catch (error) {
    if (error instanceof StoreRefuses) return { kind: 'refused', reason: error.message };
    throw error;
  }
}

/** The normal case, one call: a create whose widget is new; an update, where the backend can do without reading. */
async function applyUnread<Version>(applying: Applying<Version>): Promise<Outcome | Conflict> {
  const { backend, request, plan, signal } = applying;
  if (request.type === 'create') {
    const written = await backend.write(insertOf(request, plan), undefined, signal);
    return isConflict(written) ? written : settleInsert(applying, written);
  }
  if (request.type === 'delete' || !backend.patchesUnread) return 'conflict';
  const written = await backend.write(patchOf(request, plan), undefined, signal);
  return isConflict(written) ? written : APPLIED;
}

async function applyReading<Version>(applying: Applying<Version>, first: Conflict): Promise<Outcome> {
  const { backend, request, plan, signal } = applying;
  let mayHaveWritten = first === 'conflict-after-retry';
  const beforeRemoval = createObjectDeletion(applying);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const stored = await backend.read(request, signal);
    if (isOwnMaking(stored, plan)) return settleInsert(applying, 'written-after-retry');
    const planned = planOn(stored, request, plan);
    if (planned.kind === 'none') return outcomeOf(planned, { type: request.type, mayHaveWritten });
    if (planned.change.kind === 'remove') await beforeRemoval(stored);
    const written = await backend.write(planned.change, stored?.version, signal);
    if (isConflict(written)) {
      mayHaveWritten ||= written === 'conflict-after-retry';
      continue;
    }
    // A create that conflicted and then finds nothing comes after a delete: nothing could be slower.
    if (planned.change.kind === 'insert') return settleInsert(applying, 'written-after-retry');
    return planned.outcome === 'applied'
      ? APPLIED
      : { kind: 'duplicate', reason: 'this request created the widget before' };
  }
  return { kind: 'retry', reason: `the widget changed under ${MAX_ROUNDS} attempts`, when: 'soon' };
}

const APPLIED: Outcome = { kind: 'applied' };
const isConflict = (written: Written): written is Conflict =>
  written === 'conflict' || written === 'conflict-after-retry';

/** The widget that this create has made itself, although the answer said that there was one: the first answer was lost. */
const isOwnMaking = (stored: StoredWidget<unknown> | undefined, plan: PlanContext): boolean =>
  stored?.kind === 'widget' && stored.widget.order !== undefined && isFromMaking(stored.widget.order, plan);

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

/**
 * @param mayHaveWritten whether an earlier write of this request, whose answer was lost, may be what is found now: then an
 *   update is applied, not a duplicate of itself, and the widget of a delete is not missing but deleted
 */
function outcomeOf(
  { because, reason }: NoChange,
  { type, mayHaveWritten }: { type: RequestType; mayHaveWritten: boolean },
): Outcome {
  switch (because) {
    case 'duplicate':
      return mayHaveWritten && type === 'update' ? APPLIED : { kind: because, reason };
    case 'superseded':
      return { kind: because, reason };
    case 'missing':
      return mayHaveWritten && type === 'delete' ? APPLIED : { kind: because, reason, mayCome: true };
    case 'not-owned':
      return { kind: 'missing', reason, mayCome: false };
  }
}
