import type { ListedObject, ListingPage } from './list-requests';

/** Goes through the keys of one bucket, a page of its listing at a time. */
export type BucketCursor = {
  /** The smallest key that the last listing showed and nobody took, `undefined` when there is none now. */
  head(): ListedObject | undefined;
  /** Takes the head. */
  shift(): ListedObject | undefined;
  /** Lists when nothing is left of the last listing; not more often than every 100 ms while the bucket is empty. */
  refill(): Promise<void>;
  /** Told of a taken object that was gone already: somebody else works on this bucket. */
  noteGone(object: ListedObject): void;
};

export type BucketCursorOptions = {
  /** A page of the listing after a key. */
  readonly list: (after: string) => Promise<ListingPage>;
  /**
   * Called when a listing begins; tells of each object in it whether it may be handed out: it was neither in hand nor put
   * back then, and is not now. One that is done meanwhile can still be in the listing.
   */
  readonly beginListing: () => (object: ListedObject) => boolean;
  /** Milliseconds of the monotonic clock. */
  readonly monotonic: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
};

/** How long an empty bucket is left alone. */
export const EMPTY_PAUSE_MS = 100;

/**
 * Every listing begins at the bucket's first key: what was done is deleted, and what came late may sort early. As long as
 * nobody else works on the bucket, requests therefore come in the order of their keys. When somebody does, the two would
 * do everything twice: from the first object that was gone on, what is left of the page is dropped, and the next listing
 * is taken up at a random offset within its first page.
 */
export function createBucketCursor(options: BucketCursorOptions): BucketCursor {
  const { list, beginListing, monotonic, random } = options;
  let page: ListedObject[] = [];
  let taken = new Set<ListedObject>();
  let isShared = false;
  let nextListing = 0;

  const firstPageWithFree = async (): Promise<ListedObject[]> => {
    const isFree = beginListing();
    let after: string | undefined = '';
    while (after !== undefined) {
      const { objects, next }: ListingPage = await list(after);
      const free = objects.filter(isFree);
      if (free.length > 0) return free;
      after = next;
    }
    return [];
  };

  return {
    head: () => page[0],
    shift() {
      const object = page.shift();
      if (object) taken.add(object);
      return object;
    },
    async refill() {
      if (page.length > 0 || monotonic() < nextListing) return;
      const free = await firstPageWithFree();
      page = isShared ? free.slice(Math.floor(random() * free.length)) : free;
      taken = new Set();
      isShared = false;
      if (page.length === 0) nextListing = monotonic() + EMPTY_PAUSE_MS;
    },
    noteGone(object) {
      if (!taken.has(object)) return;
      page = [];
      isShared = true;
    },
  };
}
