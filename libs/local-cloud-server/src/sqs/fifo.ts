import { createHash } from 'node:crypto';
import { invalidParameter, SqsError } from './errors';
import type { Draft } from './message';
import { optionalString, type Params } from './params';

/** What a queue has that is first in, first out. */
export type FifoSettings = {
  readonly ContentBasedDeduplication: 'true' | 'false';
  readonly DeduplicationScope: 'queue' | 'messageGroup';
  readonly FifoThroughputLimit: 'perQueue' | 'perMessageGroupId';
};

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const ID = /^[A-Za-z0-9!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]{1,128}$/;

type Ids = Pick<Draft, 'groupId' | 'deduplicationId'>;

/** Group and deduplication id of a send to a FIFO queue. @throws SqsError MissingParameter, InvalidParameterValue */
export function fifoIds(fifo: FifoSettings, params: Params, body: string): Ids {
  const groupId = optionalId(params, 'MessageGroupId');
  if (groupId === undefined) {
    throw new SqsError('MissingParameter', 'The request must contain the parameter MessageGroupId.');
  }
  const own = optionalId(params, 'MessageDeduplicationId');
  if (own === undefined && fifo.ContentBasedDeduplication === 'false') {
    throw new SqsError(
      'InvalidParameterValue',
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
  return { groupId, deduplicationId: own ?? createHash('sha256').update(body).digest('hex') };
}

/** A standard queue deduplicates nothing; a group id it takes, for fairness among groups. @throws SqsError */
export function standardIds(params: Params): Ids {
  const id = optionalString(params, 'MessageDeduplicationId');
  if (id !== undefined) throw notOfThisQueueType('MessageDeduplicationId', id);
  return { groupId: optionalId(params, 'MessageGroupId') };
}

/** Under which a FIFO queue remembers a message. */
export function deduplicationKey({ DeduplicationScope }: FifoSettings, draft: Draft): string {
  const { groupId = '', deduplicationId = '' } = draft;
  return DeduplicationScope === 'queue' ? deduplicationId : `${groupId} ${deduplicationId}`;
}

/** Twenty digits that grow with every message. */
export const sequenceNumber = (sequence: number): string => `1${String(sequence).padStart(19, '0')}`;

export const notOfThisQueueType = (name: string, value: string | number): SqsError =>
  invalidParameter(name, value, 'The request include parameter that is not valid for this queue type.');

function optionalId(params: Params, name: string): string | undefined {
  const id = optionalString(params, name);
  if (id !== undefined && !ID.test(id)) {
    throw invalidParameter(
      name,
      id,
      `${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
    );
  }
  return id;
}
