/**
 * The life of a message in hand, from its receive to the last call that is made for it.
 *
 * - `received`: it waits for its turn
 * - `reading`: its body is read, its pointers are followed
 * - `deciding`: its requests wait for their widgets' lanes, or are applied
 * - `acknowledging`: it is to be deleted; its deletion is gathered, or failed and is to be tried again
 * - `deleting`: its deletion is called
 * - `refusing`: a copy of it goes to the dead letters
 * - `releasing`: it is given back
 * - `done`: nothing more is called for it: it is deleted, or comes again when the time is up for which it is hidden
 * - `lost`: its lease is lost. Nothing more is called for it, and what runs is aborted
 *
 * What a state may be followed by is in `MOVES`. The lease counts in each of the `LEASED` states, a message that only waits
 * for its turn included: there it is renewed, and can be lost. Once deletion or return is called it is not renewed any more,
 * and losing it changes nothing.
 */
export type MessageState = keyof typeof MOVES;

const MOVES = {
  received: ['reading', 'releasing', 'lost'],
  reading: ['deciding', 'releasing', 'lost'],
  deciding: ['acknowledging', 'refusing', 'releasing', 'lost'],
  acknowledging: ['deleting', 'done', 'lost'],
  deleting: ['done', 'acknowledging'],
  refusing: ['acknowledging', 'releasing', 'done', 'lost'],
  releasing: ['done'],
  done: [],
  lost: [],
} as const;

const LEASED: ReadonlySet<MessageState> = new Set([
  'received',
  'reading',
  'deciding',
  'acknowledging',
  'refusing',
]);

export type MessageLife = {
  readonly handle: string;
  readonly state: MessageState;
  readonly isLeased: boolean;
  /** Aborted when the lease is lost. */
  readonly leaseLost: AbortSignal;
  /** False, and no move, when the lease is lost. Throws for a move that there is not. */
  move(to: Exclude<MessageState, 'received' | 'lost'>): boolean;
  /** The lease is lost, if it still counts; tells whether it did. */
  lose(): boolean;
};

/** @param handle of the receive that it came with */
export function createMessageLife(handle: string): MessageLife {
  let state: MessageState = 'received';
  const lost = new AbortController();

  const go = (to: MessageState): void => {
    const allowed: readonly MessageState[] = MOVES[state];
    if (!allowed.includes(to)) throw new Error(`a message that is ${state} cannot be ${to} next`);
    state = to;
  };

  return {
    handle,
    get state() {
      return state;
    },
    get isLeased() {
      return LEASED.has(state);
    },
    leaseLost: lost.signal,
    move(to) {
      if (state === 'lost') return false;
      go(to);
      return true;
    },
    lose() {
      if (!LEASED.has(state)) return false;
      go('lost');
      lost.abort();
      return true;
    },
  };
}
