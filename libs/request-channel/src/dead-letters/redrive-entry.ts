import { ORDER_STAMP_ATTRIBUTE, parseRequest, type OrderStamp } from '@widgets/widget-model';
import { fifoIds, isFifoQueue } from '../fifo-queue';
import type { LaneEntry } from '../send-by-lane';
import { REFUSED_REASON_ATTRIBUTE } from '../sqs/refusals';
import type { Letter } from './letter';

export type Redriving = {
  /** The queue that takes the letter, by name or URL. */
  readonly queue: string;
  readonly stamp: OrderStamp | undefined;
};

/**
 * A letter as it is sent back: body and attributes as they are, without the reason, with a stamp if it needs one. In a
 * FIFO queue it stays in its group. Its deduplication id is one of this letter: that of its first sending would be
 * swallowed when that was less than five minutes ago.
 */
export function redriveEntry({ id, body, message }: Letter, { queue, stamp }: Redriving): LaneEntry {
  const { [REFUSED_REASON_ATTRIBUTE]: _reason, ...attributes } = message.MessageAttributes ?? {};
  const group = message.Attributes?.MessageGroupId ?? widgetOf(body) ?? id;
  const stampAttribute = { [ORDER_STAMP_ATTRIBUTE]: { DataType: 'String', StringValue: stamp } };
  return {
    lane: isFifoQueue(queue) ? group : id,
    entry: {
      MessageBody: body,
      MessageAttributes: { ...attributes, ...(stamp === undefined ? {} : stampAttribute) },
      ...(isFifoQueue(queue) ? fifoIds(group, `dead letter ${id}`) : {}),
    },
  };
}

function widgetOf(body: string): string | undefined {
  const request = parseRequest(body);
  return request.ok ? request.value.widgetId : undefined;
}
