import {
  insertOf,
  patchOf,
  planChange,
  type Change,
  type NoChange,
  type WidgetRequest,
} from '@widgets/widget-model';
import type { Outcome, WidgetStore } from '@widgets/widget-pipeline';
import { StoreRefuses } from './errors';
import type { StoredWidget, WidgetBackend } from './widget-backend';

/** Losing this often in a row means more than a race: the request goes back to where it came from. */
const MAX_ROUNDS = 10;

/** The store's rules over a backend: change on a condition, and where that does not hold, read, plan and try again. */
export function createWidgetStore<Version>(backend: WidgetBackend<Version>): WidgetStore {
  return {
    async apply(request, { signal }) {
      try {
        return (
          (await applyUnread(backend, request, signal)) ?? (await applyReading(backend, request, signal))
        );
      } catch (error) {
        if (error instanceof StoreRefuses) return { kind: 'refused', reason: error.message };
        throw error;
      }
    },
  };
}

/** The normal case, one call: a create whose widget is new; an update, where the backend can do without reading. */
async function applyUnread<Version>(
  backend: WidgetBackend<Version>,
  request: WidgetRequest,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const change = unreadChange(request, backend.patchesUnread);
  if (change === undefined) return undefined;
  return (await backend.write(change, undefined, signal)) ? { kind: 'applied' } : undefined;
}

async function applyReading<Version>(
  backend: WidgetBackend<Version>,
  request: WidgetRequest,
  signal: AbortSignal,
): Promise<Outcome> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const stored = await backend.read(request, signal);
    const plan = planOn(stored, request);
    if (plan.kind === 'none') return { kind: plan.because, reason: plan.reason };
    if (await backend.write(plan, stored?.version, signal)) return { kind: 'applied' };
  }
  return { kind: 'retry', reason: `the widget changed under ${MAX_ROUNDS} attempts` };
}

function unreadChange(request: WidgetRequest, patchesUnread: boolean): Change | undefined {
  if (request.type === 'create') return insertOf(request);
  return request.type === 'update' && patchesUnread ? patchOf(request) : undefined;
}

/** Only a create replaces what is no widget: nothing of it is to be kept. */
function planOn(stored: StoredWidget<unknown> | undefined, request: WidgetRequest): Change | NoChange {
  if (stored?.kind !== 'unreadable') return planChange(stored?.widget, request);
  if (request.type === 'create') return { kind: 'replace', widget: insertOf(request).widget };
  return { kind: 'none', because: 'missing', reason: `what is stored is no widget: ${stored.reason}` };
}
