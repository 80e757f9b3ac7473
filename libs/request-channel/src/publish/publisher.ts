import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { MessageFormat } from '@widgets/widget-model';
import { createLanes, type Sleep } from '@widgets/widget-pipeline';
import { CannotBeSent } from '../errors';
import { inlineEntry, pointerEntry, type MessageEntry, type OutgoingRequest } from './message-entry';
import type { Batcher } from '../batcher';
import { createMessageSender } from './message-sender';

/** Where requests go: to a bucket alone, to a bucket with pointers on a queue, or into a queue themselves. */
export type Destination =
  | { readonly kind: 'bucket'; readonly bucket: string }
  | {
      readonly kind: 'pointers';
      readonly bucket: string;
      readonly queueUrl: string;
      readonly format: Exclude<MessageFormat, 'inline'>;
    }
  | { readonly kind: 'inline'; readonly queueUrl: string };

export type PublisherOptions = {
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly destination: Destination;
  readonly sleep: Sleep;
};

export type Publisher = {
  /**
   * Resolves when the request is where a consumer finds it. Object first, then pointer; a request waits until the one
   * before it in its lane is confirmed. Rejects with `CannotBeSent` when only this request is to blame; after any other
   * failure nothing more is sent.
   */
  publish(request: OutgoingRequest): Promise<void>;
  /** Sends what is still gathered. */
  flush(): Promise<void>;
};

/**
 * How long a message waits for others, milliseconds. A pointer waits for objects that are on their way to S3, and no longer
 * than for the last of them; requests themselves come from nowhere but the next line of code.
 */
const LINGER_MS = { pointers: 50, inline: 10 };

export function createPublisher({ s3, sqs, destination, sleep }: PublisherOptions): Publisher {
  const lanes = createLanes();
  const sender = openSender(sqs, destination, sleep);
  let storing = 0;

  const store = async ({ key, bytes }: OutgoingRequest, bucket: string): Promise<void> => {
    const input = { Bucket: bucket, Key: key, Body: bytes, ContentType: 'application/json' };
    storing += 1;
    await s3.send(new PutObjectCommand(input)).finally(() => (storing -= 1));
  };

  const post = (pointer: MessageEntry): Promise<void> | undefined => {
    const posted = sender?.add(pointer);
    if (storing === 0) void sender?.flush();
    return posted;
  };

  const send = async (request: OutgoingRequest): Promise<void> => {
    switch (destination.kind) {
      case 'bucket':
        return store(request, destination.bucket);
      case 'pointers': {
        // Made first: an object that no message can point to would never be consumed.
        const pointer = pointerEntry(request, { ...destination, queue: destination.queueUrl });
        await store(request, destination.bucket);
        return post(pointer);
      }
      case 'inline':
        return sender?.add(inlineEntry(request, destination.queueUrl));
    }
  };

  /** Nobody knows what became of a request whose sending failed: what comes after it may not overtake it. */
  let failure: Error | undefined;
  const sendUnlessFailed = async (request: OutgoingRequest): Promise<void> => {
    if (failure) throw failure;
    try {
      await send(request);
    } catch (error) {
      if (!(error instanceof CannotBeSent))
        failure = error instanceof Error ? error : new Error(String(error));
      throw error;
    }
  };

  return {
    publish: (request) => lanes.enter(request.lane, request.stamp, () => sendUnlessFailed(request)),
    flush: async () => sender?.flush(),
  };
}

function openSender(
  sqs: SQSClient,
  destination: Destination,
  sleep: Sleep,
): Batcher<MessageEntry> | undefined {
  if (destination.kind === 'bucket') return undefined;
  const { queueUrl, kind } = destination;
  return createMessageSender(sqs, { queueUrl, lingerMs: LINGER_MS[kind], sleep });
}
