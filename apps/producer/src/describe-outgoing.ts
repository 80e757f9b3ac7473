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
  /** The message's attributes by name. */
  readonly attributes?: Readonly<Record<string, string>>;
};

/** Throws `CannotBeSent` as sending would. */
export function describeOutgoing(outgoing: OutgoingRequest, plan: RunPlan): OutgoingDescription {
  const request = jsonOrText(outgoing.bytes);
  switch (plan.kind) {
    case 'bucket':
      return { request, bucket: plan.bucket, key: outgoing.key };
    case 'inline':
      return { request, queue: plan.queue, attributes: attributesOf(inlineEntry(outgoing)) };
    case 'pointers': {
      const entry = pointerEntry(outgoing, plan.bucket, plan.format);
      const { bucket, queue } = plan;
      const attributes = attributesOf(entry);
      return { request, bucket, key: outgoing.key, queue, message: entry.MessageBody, attributes };
    }
  }
}

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
