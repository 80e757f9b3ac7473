/** One result per item of a batch, in its order: an error for an item that failed. */
export type ItemResult = Error | undefined;

export type BatcherOptions<T> = {
  readonly maxItems: number;
  /** Bytes of all items of a batch together; no limit when left out. */
  readonly maxBytes?: number;
  readonly sizeOf?: (item: T) => number;
  /** How long an item waits for others, milliseconds. */
  readonly lingerMs: number;
  readonly send: (items: readonly T[]) => Promise<readonly ItemResult[]>;
};

/** Gathers single items into batches, by number, bytes and time. */
export type Batcher<T> = {
  /** Resolves when the item's batch was sent and the item in it succeeded. */
  add(item: T): Promise<void>;
  /** Sends what is gathered now and resolves when nothing is under way; failures are reported by `add` alone. */
  flush(): Promise<void>;
};

type Entry<T> = { readonly item: T; readonly resolve: () => void; readonly reject: (error: unknown) => void };

export function createBatcher<T>({
  maxItems,
  maxBytes = Infinity,
  sizeOf = () => 0,
  lingerMs,
  send,
}: BatcherOptions<T>): Batcher<T> {
  let gathered: Entry<T>[] = [];
  let bytes = 0;
  let timer: NodeJS.Timeout | undefined;
  const underWay = new Set<Promise<void>>();

  const dispatch = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (gathered.length === 0) return;
    const sending = settleBatch(gathered, send).finally(() => underWay.delete(sending));
    underWay.add(sending);
    gathered = [];
    bytes = 0;
  };

  return {
    add(item) {
      return new Promise((resolve, reject) => {
        const size = sizeOf(item);
        if (bytes + size > maxBytes) dispatch();
        gathered.push({ item, resolve, reject });
        bytes += size;
        if (gathered.length >= maxItems) dispatch();
        else timer ??= setTimeout(dispatch, lingerMs);
      });
    },
    async flush() {
      dispatch();
      await Promise.all(underWay);
    },
  };
}

async function settleBatch<T>(entries: readonly Entry<T>[], send: BatcherOptions<T>['send']): Promise<void> {
  try {
    const results = await send(entries.map(({ item }) => item));
    for (const [at, { resolve, reject }] of entries.entries()) {
      const failure = results[at];
      if (failure) reject(failure);
      else resolve();
    }
  } catch (error) {
    for (const { reject } of entries) reject(error);
  }
}
