import type { MessageStore } from './message-store';

/** What a queue holds, as the inspection shows it. */
export type QueueDepth = {
  /** Messages that can be received now. */
  depth: number;
  /** Received, and neither deleted nor visible again. */
  inFlight: number;
  delayed: number;
  /** Since the oldest message in any of these states was sent; null when there is none. */
  oldestAgeSeconds: number | null;
};

export function depthOf(store: MessageStore, nowMs: number): QueueDepth {
  const { visible: depth, 'in-flight': inFlight, delayed } = store.counts;
  let oldestAtMs = Infinity;
  for (const { sentAtMs } of store.all()) oldestAtMs = Math.min(oldestAtMs, sentAtMs);
  const isEmpty = depth + inFlight + delayed === 0;
  return { depth, inFlight, delayed, oldestAgeSeconds: isEmpty ? null : (nowMs - oldestAtMs) / 1000 };
}
