import { SqsError } from './errors';

/** Which receive of which message a handle stands for. */
export type Receipt = { sequence: number; receiveCount: number };

/** A handle is opaque to clients; it holds for one life of one queue. */
export function formatReceiptHandle(queueId: string, { sequence, receiveCount }: Receipt): string {
  return Buffer.from(`${queueId} ${sequence} ${receiveCount}`).toString('base64');
}

/** @throws SqsError ReceiptHandleIsInvalid */
export function parseReceiptHandle(queueId: string, handle: string): Receipt {
  const [id, sequence, receiveCount, ...rest] = Buffer.from(handle, 'base64').toString('utf8').split(' ');
  const wellFormed = isCount(sequence) && isCount(receiveCount) && rest.length === 0;
  if (id !== queueId || !wellFormed) {
    throw new SqsError(
      'ReceiptHandleIsInvalid',
      `The input receipt handle "${handle}" is not a valid receipt handle.`,
    );
  }
  return { sequence: Number(sequence), receiveCount: Number(receiveCount) };
}

const isCount = (text: string | undefined): boolean => /^\d{1,15}$/.test(text ?? '');
