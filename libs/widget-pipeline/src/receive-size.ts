/** What decides whether another receive begins, and for how much. */
export type Receiving = {
  /** Deliveries that may be taken now, besides those that outstanding receives were asked for. */
  readonly room: number;
  /** Most deliveries that one receive brings; `undefined`: as many as it is asked for, by one receive at a time. */
  readonly perReceive: number | undefined;
  /** Receives under way. */
  readonly outstanding: number;
  /** Receives that may be under way at once. */
  readonly sideBySide: number;
  /** Whether nothing is in hand, or the room has been there for a while: no more is likely to come soon. */
  readonly mayBePartial: boolean;
};

/**
 * How many deliveries the next receive is to ask for; 0: none is to begin now. A call costs the same whether it brings one
 * message or ten, so it waits for room for all that it can bring. Another one is soon back, so only a single one may ask
 * for less.
 */
export function receiveSize({ room, perReceive, outstanding, sideBySide, mayBePartial }: Receiving): number {
  if (perReceive === undefined) return outstanding === 0 ? Math.max(0, room) : 0;
  if (outstanding >= sideBySide) return 0;
  if (room >= perReceive) return perReceive;
  return outstanding === 0 && mayBePartial ? Math.max(0, room) : 0;
}

/** A receive that has ended, and how many were under way with it. */
export type Received = { readonly asked: number; readonly brought: number; readonly outstanding: number };

/**
 * How many receives may be under way at once from now on: one more while there is plenty and they are all in use, one when
 * there is nothing, so that an idle consumer pays for one poll at a time.
 */
export function nextSideBySide(sideBySide: number, { asked, brought, outstanding }: Received): number {
  if (brought >= asked) return outstanding >= sideBySide ? sideBySide + 1 : sideBySide;
  if (brought === 0) return 1;
  return brought * 2 >= asked ? sideBySide : Math.max(1, Math.floor(sideBySide / 2));
}
