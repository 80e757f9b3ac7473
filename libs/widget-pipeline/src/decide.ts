import type { Lanes } from './lanes';
import type { Outcome } from './outcome';
import type { Delivery, ReadItem, WidgetStore } from './ports';

export type Deciding = {
  readonly store: WidgetStore;
  readonly lanes: Lanes<Outcome>;
  /** Told of every failure; what it makes of it does not change the outcome, which is `retry`. */
  readonly onError: (error: unknown) => void;
};

/** The outcome of one item: of a request, what the store says when its widget's lane reaches it. */
export async function decide(item: ReadItem, delivery: Delivery, deciding: Deciding): Promise<Outcome> {
  switch (item.kind) {
    case 'finished':
      return { kind: 'duplicate', reason: item.reason };
    case 'invalid':
      return { kind: 'refused', reason: item.reason };
    case 'unavailable':
      return { kind: 'retry', reason: item.reason, when: 'later' };
    case 'request':
      return deciding.lanes.enter(item.request.widgetId, item.stamp, () => apply(item, delivery, deciding));
  }
}

async function apply(
  { request, stamp, origin }: ReadItem & { kind: 'request' },
  delivery: Delivery,
  { store, onError }: Deciding,
): Promise<Outcome> {
  const { leaseLost } = delivery;
  if (leaseLost.aborted) return soon('its lease was lost before its turn came');
  try {
    const outcome = await store.apply(request, { stamp, origin, signal: leaseLost });
    const waits = outcome.kind === 'missing' && outcome.mayCome && (await delivery.canWait());
    return waits ? { kind: 'retry', reason: outcome.reason, when: 'for-widget' } : outcome;
  } catch (error) {
    if (leaseLost.aborted) return soon('its lease was lost');
    onError(error);
    return soon(error instanceof Error ? error.message : String(error));
  }
}

const soon = (reason: string): Outcome => ({ kind: 'retry', reason, when: 'soon' });
