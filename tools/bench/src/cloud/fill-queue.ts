import { DEFAULT_NAMES } from '@widgets/cli-kit';
import { inlineEntry, type MessageEntry, type OutgoingRequest } from '@widgets/request-channel';
import { inBatches, outgoingRequests, pointerTo } from '../contestants/outgoing';

const BATCH = 10;
/** Batches on their way at once. */
const WIDTH = 8;

/**
 * Puts as many creates into the request queue, the same ones each time, as pointers or as they are. By plain HTTP, which
 * takes a fraction of the time of an SDK: the embedded cloud checks no signatures.
 */
export async function fillQueue(url: string, count: number, isInline: boolean): Promise<void> {
  const batches = inBatches(outgoingRequests(count), BATCH);
  const work = async (): Promise<void> => {
    for (const batch of batches) {
      if (!isInline) await Promise.all(batch.map((request) => store(url, request)));
      await post(
        url,
        batch.map((request) => entryOf(request, isInline)),
      );
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, work));
}

const { requestBucket, requestQueue } = DEFAULT_NAMES;

const entryOf = (request: OutgoingRequest, isInline: boolean): MessageEntry =>
  isInline ? inlineEntry(request, requestQueue) : pointerTo(request);

const store = (url: string, { key, bytes }: OutgoingRequest): Promise<void> =>
  call(`${url}/${requestBucket}/${key}`, { method: 'PUT', body: Buffer.from(bytes) });

const post = (url: string, entries: readonly MessageEntry[]): Promise<void> =>
  call(url, {
    method: 'POST',
    headers: { 'x-amz-target': 'AmazonSQS.SendMessageBatch', 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({
      QueueUrl: `${url}/000000000000/${requestQueue}`,
      Entries: entries.map((entry, at) => ({ Id: String(at), ...entry })),
    }),
  });

async function call(url: string, init: RequestInit): Promise<void> {
  const answer = await fetch(url, init);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`the embedded cloud answers ${url} with ${answer.status}: ${text}`);
}
