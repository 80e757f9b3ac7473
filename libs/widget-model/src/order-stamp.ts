import type { RequestType } from './widget-request';

/** When a request was made, as a string; requests of one widget are applied in the byte order of their stamps. */
export type OrderStamp = string;

/** The message attribute (String) by which a sender gives a stamp to a message whose key tells none. */
export const ORDER_STAMP_ATTRIBUTE = 'WidgetOrderStamp';

/** What is known of a request's origin, for its stamp. */
export type Origin = {
  /** On a FIFO queue, the number that SQS gave the message: 20 digits. */
  readonly sequenceNumber?: string | undefined;
  /** The value of the message attribute, when there is one. */
  readonly attribute?: string | undefined;
  /** The key of the request object, when there is one. */
  readonly key?: string | undefined;
  /** The message's id, for one that has no object. */
  readonly messageId?: string | undefined;
  /** When the message was sent or the object stored, epoch milliseconds. */
  readonly sentAt: number;
};

/**
 * The first of: the sequence number, the attribute, the key's last segment when it begins with 13 digits, the time of
 * sending. Stamps of a FIFO queue are of their own kind: a widget is fed from there or from elsewhere, not from both.
 */
export function orderStamp(origin: Origin, type: RequestType): OrderStamp {
  if (origin.sequenceNumber) return origin.sequenceNumber;
  if (origin.attribute) return origin.attribute;
  const fromKey = origin.key === undefined ? undefined : stampOfKey(origin.key);
  if (fromKey !== undefined) return fromKey;
  return `${digits(origin.sentAt)}~${TYPE_ORDER[type]}~${origin.messageId ?? origin.key ?? ''}`;
}

/** The stamp that a request object's key gives by itself, `undefined` when it gives none. */
export function stampOfKey(key: string): OrderStamp | undefined {
  const segment = key.slice(key.lastIndexOf('/') + 1);
  return /^\d{13}/.test(segment) ? segment : undefined;
}

const MAX_AHEAD_MS = 5 * 60 * 1000;

/** Whether a stamp is further ahead than clocks differ: it would keep all later requests from its widget. */
export const isFromTheFuture = (stamp: OrderStamp, now: number): boolean =>
  compareStamps(stamp, digits(now + MAX_AHEAD_MS)) > 0;

/** Why a request with such a stamp is invalid. */
export const aheadOfClock = (stamp: OrderStamp): string =>
  `its order stamp ${stamp} is more than five minutes ahead of the clock`;

/** Epoch milliseconds as all stamps begin with them. */
const digits = (milliseconds: number): string => Math.floor(milliseconds).toString().padStart(13, '0');

/** Negative when `a` is the earlier one. By bytes of UTF-8, which sort as their code points do. */
export function compareStamps(a: OrderStamp, b: OrderStamp): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const difference = codePointRank(a.charCodeAt(at)) - codePointRank(b.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Of requests sent in one millisecond, a create comes before what needs it. */
const TYPE_ORDER = { create: 0, update: 1, delete: 2 } as const satisfies Record<RequestType, number>;

/** Surrogates stand for code points above all others, although their own numbers lie below U+E000. */
const codePointRank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
