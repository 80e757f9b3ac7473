import type { S3Client } from '@aws-sdk/client-s3';
import { isFifoQueue } from '../fifo-queue';
import { createMessageSender } from '../publish/message-sender';
import { LANE_LINGER_MS, sendByLane, type LaneEntry } from '../send-by-lane';
import { carriedStamp, partWithoutStamp, typeOf } from './carried-stamp';
import type { Letter } from './letter';
import { fetchPart } from './letter-part';
import type { Looked } from './look-through';
import { redriveEntry } from './redrive-entry';
import { workOff, type WorkOffOptions } from './work-off';

export type RedriveOptions = WorkOffOptions & {
  readonly s3: S3Client;
  /** Where pointers may be followed, to tell the type of a request whose order needs it. */
  readonly requestBuckets: readonly string[];
  /** The queue that takes the letters. */
  readonly targetUrl: string;
};

/** Sends the selected letters to a queue; each is deleted when its message is confirmed. */
export function redriveLetters(options: RedriveOptions, signal: AbortSignal): Promise<Looked> {
  const { sqs, targetUrl, sleep, log } = options;
  const sender = createMessageSender(sqs, { queueUrl: targetUrl, lingerMs: LANE_LINGER_MS, sleep });
  return workOff(
    options,
    (letters, onSent) =>
      sendByLane(letters, {
        sender,
        entryOf: (letter) => entryOf(letter, options),
        onSent,
        onRefused: ({ id }, reason) =>
          log.warn({ id, reason }, 'SQS does not take the letter back: it stays here'),
      }),
    signal,
  );
}

async function entryOf(
  letter: Letter,
  { s3, requestBuckets, targetUrl }: RedriveOptions,
): Promise<LaneEntry> {
  if (isFifoQueue(targetUrl)) return redriveEntry(letter, { queue: targetUrl, stamp: undefined });
  const part = partWithoutStamp(letter.message);
  const object = part === undefined ? undefined : await fetchPart(part, { s3, requestBuckets });
  const type = object?.kind === 'request' ? typeOf(object.text) : undefined;
  return redriveEntry(letter, { queue: targetUrl, stamp: carriedStamp(letter.message, type) });
}
