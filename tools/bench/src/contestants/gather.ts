/** Gathers items, and sends them when they are many enough or the first has waited long enough. */
export type Gathering<T> = { add(item: T): void; flush(): Promise<void> };

export function gather<T>(
  { max, lingerMs }: { readonly max: number; readonly lingerMs: number },
  send: (items: readonly T[]) => Promise<void>,
): Gathering<T> {
  let items: T[] = [];
  let timer: NodeJS.Timeout | undefined;
  const underWay = new Set<Promise<void>>();
  const dispatch = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (items.length === 0) return;
    const sending = send(items).finally(() => underWay.delete(sending));
    underWay.add(sending);
    items = [];
  };
  return {
    add(item) {
      items.push(item);
      if (items.length >= max) dispatch();
      else timer ??= setTimeout(dispatch, lingerMs);
    },
    async flush() {
      dispatch();
      await Promise.all(underWay);
    },
  };
}
