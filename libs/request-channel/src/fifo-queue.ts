import { createHash } from 'node:crypto';

/** The ids that a message to a FIFO queue needs. */
export type FifoIds = { readonly MessageGroupId: string; readonly MessageDeduplicationId: string };

/** A FIFO queue is told by its name. */
export const isFifoQueue = (queueUrl: string): boolean => queueUrl.endsWith('.fifo');

/**
 * @param lane what keeps its order: the widget's id
 * @param identity what tells one request from another, the same each time that it is sent: its key or its stamp, never
 *   its requestId, which real requests share
 */
export const fifoIds = (lane: string, identity: string): FifoIds => ({
  MessageGroupId: LEGAL_ID.test(lane) ? lane : sha256(lane),
  MessageDeduplicationId: sha256(identity),
});

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const LEGAL_ID = /^[A-Za-z0-9!-/:-@[-`{-~]{1,128}$/;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
