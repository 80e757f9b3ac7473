import type { Pointer } from '@widgets/widget-model';
import type { Log, RequestSource } from '@widgets/widget-pipeline';

/** SQS may answer one long poll empty although messages wait. */
const EMPTY_RECEIVES = 2;

export type ForwardHint = {
  readonly queue: string;
  /** An object of the request buckets, `undefined` when they hold none. */
  readonly findObject: () => Promise<Pointer | undefined>;
  readonly log: Log;
};

/**
 * A source of a queue that says once, when the queue stays empty although its buckets hold objects, how those get into the
 * queue: a producer may know the bucket alone.
 */
export function hintingAtForward(source: RequestSource, hint: ForwardHint): RequestSource {
  let emptyReceives = 0;
  let state: 'watching' | 'done' = 'watching';
  return {
    ...source,
    async receive(limit) {
      const deliveries = await source.receive(limit);
      emptyReceives += 1;
      if (deliveries.length > 0) state = 'done';
      if (state === 'watching' && emptyReceives === EMPTY_RECEIVES) {
        state = 'done';
        await tell(hint);
      }
      return deliveries;
    },
  };
}

async function tell({ queue, findObject, log }: ForwardHint): Promise<void> {
  try {
    const object = await findObject();
    if (object === undefined) return;
    const command = `consumer forward -rb=${object.bucket} -rq=${queue}`;
    log.warn(
      { ...object, command },
      'the queue is empty, and the request bucket holds objects: if they are requests that nobody posted, this command moves them into the queue',
    );
  } catch (error) {
    log.debug({ reason: String(error) }, 'the request buckets could not be looked into');
  }
}
