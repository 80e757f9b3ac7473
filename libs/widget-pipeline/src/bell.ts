/** Wakes who waits for any change of what several parts of a run work on. */
export type Bell = {
  ring(): void;
  /** Resolves at the next ring. */
  next(): Promise<void>;
};

export function createBell(): Bell {
  let waiting: { readonly rung: Promise<void>; readonly resolve: () => void } | undefined;
  const wait = () => {
    let resolve = (): void => undefined;
    const rung = new Promise<void>((done) => (resolve = done));
    return { rung, resolve };
  };
  return {
    ring() {
      waiting?.resolve();
      waiting = undefined;
    },
    // One promise for all: who waits again and again without a ring leaves nothing behind.
    next: () => (waiting ??= wait()).rung,
  };
}
