import { inlineEntry, pointerEntry, type MessageEntry, type OutgoingRequest } from '@widgets/request-channel';
import type { RunPlan } from './plan-run';

/** A request, where it would go, and the message that would be sent about it. */
export type OutgoingDescription = {
  /** The request as JSON, or its text when a replayed one is none. */
  readonly request: unknown;
  readonly bucket?: string;
  readonly key?: string;
  readonly queue?: string;
  /** The body of the message; absent when that is the request itself. */
  readonly message?: string;
  /** What FIFO queues keep in order, and what they take once. */
  readonly messageGroupId?: string;
  readonly messageDeduplicationId?: string;
  /** The message's attributes by name. */
  readonly attributes?: Readonly<Record<string, string>>;
};

/** Throws `CannotBeSent` as sending would. */
export function describeOutgoing(outgoing: OutgoingRequest, plan: RunPlan): OutgoingDescription {
  const request = jsonOrText(outgoing.bytes);
  switch (plan.kind) {
    case 'bucket':
      return { request, bucket: plan.bucket, key: outgoing.key };
    case 'inline': {
      const entry = inlineEntry(outgoing, plan.queue);
      return { request, queue: plan.queue, ...messageIds(entry), attributes: attributesOf(entry) };
    }
    case 'pointers': {
      const entry = pointerEntry(outgoing, plan);
      const { bucket, queue } = plan;
      const message = { message: entry.MessageBody, ...messageIds(entry), attributes: attributesOf(entry) };
      return { request, bucket, key: outgoing.key, queue, ...message };
    }
  }
}

const messageIds = ({
  MessageGroupId,
  MessageDeduplicationId,
}: MessageEntry): Pick<OutgoingDescription, 'messageGroupId' | 'messageDeduplicationId'> =>
  MessageGroupId === undefined || MessageDeduplicationId === undefined
    ? {}
    : { messageGroupId: MessageGroupId, messageDeduplicationId: MessageDeduplicationId };

const attributesOf = ({ MessageAttributes }: MessageEntry): Record<string, string> =>
  Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => [name, StringValue]),
  );

function jsonOrText(bytes: Uint8Array): unknown {
  const text = Buffer.from(bytes).toString();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
