import type { WidgetRequest } from '@widgets/widget-model';
import type { Outcome } from '../outcome';
import type { ApplyContext, WidgetStore } from '../ports';
import { deferred, type Deferred } from './deferred';

/** A store in which every request stays under way until the test ends it. */
export type HeldStore = WidgetStore & {
  /** Request ids in the order in which their turn came. */
  readonly started: string[];
  /** Those of them that the test has not ended yet. */
  readonly underWay: readonly string[];
  readonly contexts: Map<string, ApplyContext>;
  finish(requestId: string, outcome?: Outcome): void;
  fail(requestId: string, error: unknown): void;
};

export function createHeldStore(): HeldStore {
  const started: string[] = [];
  const contexts = new Map<string, ApplyContext>();
  const underWay = new Map<string, Deferred<Outcome>>();
  const take = (requestId: string): Deferred<Outcome> => {
    const held = underWay.get(requestId);
    if (!held) throw new Error(`${requestId} is not under way`);
    underWay.delete(requestId);
    return held;
  };
  return {
    started,
    get underWay() {
      return [...underWay.keys()];
    },
    contexts,
    apply({ requestId }, context) {
      const outcome = deferred<Outcome>();
      started.push(requestId);
      contexts.set(requestId, context);
      underWay.set(requestId, outcome);
      return outcome.promise;
    },
    finish: (requestId, outcome = { kind: 'applied' }) => take(requestId).resolve(outcome),
    fail: (requestId, error) => take(requestId).reject(error),
  };
}

/** A store that has an outcome for every request at once. */
export const storeOf = (outcomeOf: (request: WidgetRequest) => Outcome): WidgetStore => ({
  apply: (request) => new Promise((resolve) => resolve(outcomeOf(request))),
});
