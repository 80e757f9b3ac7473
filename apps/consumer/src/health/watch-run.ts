import type { WidgetRequest } from '@widgets/widget-model';
import type { Delivery, RequestSource, WidgetStore } from '@widgets/widget-pipeline';
import type { InHand, LiveVitals } from './vitals';

export type Watching = {
  readonly vitals: LiveVitals;
  /** Told of each request that was applied and when it was sent, epoch milliseconds. */
  readonly onApplied: (sentAt: number) => void;
};

type Ends = { readonly source: RequestSource; readonly store: WidgetStore };

/** The same source and store, whose doings show in the vitals. */
export function watchRun({ source, store }: Ends, { vitals, onApplied }: Watching): Ends {
  const sentAt = new WeakMap<WidgetRequest, number>();
  return {
    source: {
      ...source,
      async receive(limit) {
        try {
          const deliveries = await source.receive(limit);
          vitals.received();
          return deliveries.map((delivery) => watchDelivery(delivery, vitals, sentAt));
        } catch (error) {
          vitals.receiveFailed();
          throw error;
        }
      },
    },
    store: {
      async apply(request, context) {
        const outcome = await store.apply(request, context);
        const sent = sentAt.get(request);
        if (outcome.kind === 'applied' && sent !== undefined) onApplied(sent);
        return outcome;
      },
    },
  };
}

function watchDelivery(
  delivery: Delivery,
  vitals: LiveVitals,
  sentAt: WeakMap<WidgetRequest, number>,
): Delivery {
  const inHand: InHand = vitals.take(delivery.sentAt);
  delivery.leaseLost.addEventListener('abort', () => vitals.leaseLost(inHand), { once: true });
  const settling = async (work: Promise<void>): Promise<void> => {
    await work.finally(() => vitals.settled(inHand));
  };
  return {
    ...delivery,
    async read() {
      const items = await delivery.read();
      for (const item of items) {
        if (item.kind === 'request' && delivery.sentAt !== undefined)
          sentAt.set(item.request, delivery.sentAt);
      }
      return items;
    },
    acknowledge: () => settling(delivery.acknowledge()),
    refuse: (reason) => settling(delivery.refuse(reason)),
    release: (when) => settling(delivery.release(when)),
  };
}
