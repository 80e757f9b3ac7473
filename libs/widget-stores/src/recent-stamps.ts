import type { OrderStamp } from '@widgets/widget-model';

/** The stamps added last, as many as fit; of two that are equal the later counts. */
export type RecentStamps = { has(stamp: OrderStamp): boolean; add(stamp: OrderStamp): void };

export function createRecentStamps(size: number): RecentStamps {
  // A set keeps its values in the order in which they were added.
  const stamps = new Set<OrderStamp>();
  return {
    has: (stamp) => stamps.has(stamp),
    add(stamp) {
      stamps.delete(stamp);
      stamps.add(stamp);
      if (stamps.size <= size) return;
      const [oldest] = stamps;
      if (oldest !== undefined) stamps.delete(oldest);
    },
  };
}
