import { DEFAULT_NAMES } from '@widgets/cli-kit';
import { pointerEntry, type MessageEntry, type OutgoingRequest } from '@widgets/request-channel';
import { createRequestKeys, generateRequests, requestToJson } from '@widgets/widget-model';

const SEED = 1;
const CREATES = { create: 1, update: 0, delete: 0 };

/** The creates that every benchmark works with: the same ones each time, under new keys. Made as they are asked for. */
export function* outgoingRequests(count: number): Generator<OutgoingRequest> {
  const requests = generateRequests(SEED, CREATES);
  const nextKey = createRequestKeys(Date.now, crypto.randomUUID().slice(0, 8));
  for (let made = 0; made < count; made += 1) {
    const request = requests.next().value;
    const key = nextKey();
    yield { bytes: Buffer.from(requestToJson(request)), key, stamp: key, lane: request.widgetId };
  }
}

/** The message that points to a request's object, as our producer posts it. */
export const pointerTo = (request: OutgoingRequest): MessageEntry =>
  pointerEntry(request, {
    bucket: DEFAULT_NAMES.requestBucket,
    format: 'extended',
    queue: DEFAULT_NAMES.requestQueue,
  });

/** As many together as there are, up to `size`. */
export function* inBatches<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
