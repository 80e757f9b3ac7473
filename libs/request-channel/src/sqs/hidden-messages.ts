/** A message that is hidden in its queue. */
export type HiddenMessage = { readonly id: string; readonly handle: string };

/** Messages that this run has hidden for a time. When that is over any consumer may have them, and they are forgotten. */
export type HiddenMessages = {
  hide(message: HiddenMessage, seconds: number): void;
  /** It is in hand again, or done. */
  forget(id: string): void;
  /** Those whose time is not over. */
  all(): readonly HiddenMessage[];
};

/** @param monotonic milliseconds that never jump */
export function createHiddenMessages(monotonic: () => number): HiddenMessages {
  const hidden = new Map<string, { readonly message: HiddenMessage; readonly until: number }>();
  return {
    hide: (message, seconds) => void hidden.set(message.id, { message, until: monotonic() + seconds * 1000 }),
    forget: (id) => void hidden.delete(id),
    all() {
      for (const [id, { until }] of hidden) if (until <= monotonic()) hidden.delete(id);
      return [...hidden.values()].map(({ message }) => message);
    },
  };
}
