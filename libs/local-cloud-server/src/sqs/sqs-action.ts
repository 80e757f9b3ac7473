import type { EntryFault } from '../http/call';
import type { Params } from './params';
import type { Queue } from './queue';
import { ACCOUNT_ID, type Queues } from './queues';

export type SqsContext = {
  queues: Queues;
  /** The Host header of the request: queue URLs are built from it, since SDKs connect to what is in them. */
  host: string;
  hangUp: AbortSignal;
  entryFault?: EntryFault | undefined;
};

/** One API action; the object it gives becomes the JSON answer. @throws SqsError */
export type SqsAction = (params: Params, context: SqsContext) => object | Promise<object>;

export const queueUrl = (queue: Pick<Queue, 'name'>, { host }: SqsContext): string =>
  `http://${host}/${ACCOUNT_ID}/${queue.name}`;
