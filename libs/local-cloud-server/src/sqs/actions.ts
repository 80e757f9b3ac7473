import { changeMessageVisibility } from './actions/change-message-visibility';
import { changeMessageVisibilityBatch } from './actions/change-message-visibility-batch';
import { createQueue } from './actions/create-queue';
import { deleteMessage } from './actions/delete-message';
import { deleteMessageBatch } from './actions/delete-message-batch';
import { deleteQueue } from './actions/delete-queue';
import { getQueueAttributes } from './actions/get-queue-attributes';
import { getQueueUrl } from './actions/get-queue-url';
import { listDeadLetterSourceQueues } from './actions/list-dead-letter-source-queues';
import { listQueues } from './actions/list-queues';
import { purgeQueue } from './actions/purge-queue';
import { receiveMessage } from './actions/receive-message';
import { sendMessage } from './actions/send-message';
import { sendMessageBatch } from './actions/send-message-batch';
import { setQueueAttributes } from './actions/set-queue-attributes';
import type { SqsAction } from './sqs-action';

/** A map, because the name of an action comes from strangers. */
export const ACTIONS: ReadonlyMap<string, SqsAction> = new Map(
  Object.entries({
    ChangeMessageVisibility: changeMessageVisibility,
    ChangeMessageVisibilityBatch: changeMessageVisibilityBatch,
    CreateQueue: createQueue,
    DeleteMessage: deleteMessage,
    DeleteMessageBatch: deleteMessageBatch,
    DeleteQueue: deleteQueue,
    GetQueueAttributes: getQueueAttributes,
    GetQueueUrl: getQueueUrl,
    ListDeadLetterSourceQueues: listDeadLetterSourceQueues,
    ListQueues: listQueues,
    PurgeQueue: purgeQueue,
    ReceiveMessage: receiveMessage,
    SendMessage: sendMessage,
    SendMessageBatch: sendMessageBatch,
    SetQueueAttributes: setQueueAttributes,
  } satisfies Record<string, SqsAction>),
);
