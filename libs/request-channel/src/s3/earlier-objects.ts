import { compareStamps } from '@widgets/widget-model';
import { byKey } from './held-objects';
import type { ListedObject, ListingPage } from './list-requests';

export type EarlierObjectsOptions = {
  /** A page of a bucket's listing after a key. */
  readonly list: (bucket: string, after: string) => Promise<ListingPage>;
  /** Whether a create may be in it: it is not known to be anything else. */
  readonly mayBeCreate: (object: ListedObject) => boolean;
  /** Milliseconds of the monotonic clock. */
  readonly monotonic: () => number;
};

/** So long the beginning of a listing serves all who ask. */
const SHARED_MS = 100;

/** Clocks within S3 need not agree to the millisecond. */
const SAME_TIME_MS = 1_000;

/**
 * Tells of an object whether its bucket still holds one that was stored before it under a smaller key. As long as it
 * does, the create of the object's widget may be among them: a create stays in its bucket until it is applied.
 */
export function createEarlierObjects({ list, mayBeCreate, monotonic }: EarlierObjectsOptions) {
  const beginnings = new Map<string, { readonly at: number; readonly page: Promise<ListingPage> }>();

  const beginningOf = (bucket: string): Promise<ListingPage> => {
    const known = beginnings.get(bucket);
    if (known && monotonic() < known.at + SHARED_MS) return known.page;
    const page = list(bucket, '');
    beginnings.set(bucket, { at: monotonic(), page });
    return page;
  };

  return async (object: ListedObject): Promise<boolean> => {
    let { objects, next } = await beginningOf(object.bucket);
    while (!objects.some((other) => isEarlier(other, object) && mayBeCreate(other))) {
      if (next === undefined || compareStamps(next, object.key) >= 0) return false;
      ({ objects, next } = await list(object.bucket, next));
    }
    return true;
  };
}

const isEarlier = (other: ListedObject, object: ListedObject): boolean =>
  byKey(other, object) < 0 && other.lastModified <= object.lastModified + SAME_TIME_MS;
