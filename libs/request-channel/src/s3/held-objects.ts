import { compareStamps } from '@widgets/widget-model';
import type { RetryWhen } from '@widgets/widget-pipeline';
import { idOf, type ListedObject } from './list-requests';

/**
 * An object is in hand → forgotten, or in hand → put back or waiting for its widget until its time has come → in hand, as
 * often as needed. `due` is in milliseconds of the monotonic clock.
 */
type Held = {
  readonly object: ListedObject;
  readonly state: 'in hand' | PutBackState;
  readonly due: number;
  /** How often it was put back for later, and because something failed. */
  readonly times: Readonly<Record<'soon' | 'later', number>>;
  readonly isNoCreate: boolean;
};
type PutBackState = 'put back' | 'waiting';

const FIRST_DELAY_MS = 1_000;
const WAITING_MS = 1_000;
const LONGEST_DELAY_MS = { soon: 30_000, later: 15 * 60_000 };

/** The objects that a listing must not bring again: those in hand, and those that were put back. */
export type HeldObjects = {
  readonly hold: (object: ListedObject) => ListedObject;
  readonly forget: (object: ListedObject) => void;
  /** It is due at once, after a delay that doubles each time, or a second later to see whether its widget is there. */
  readonly putBack: (object: ListedObject, when: 'now' | RetryWhen) => void;
  /** Those put back whose time has come, the smallest key first. */
  due(): readonly ListedObject[];
  /** Tells of an object whether it is held now, or was when this was called. */
  watch(): (object: ListedObject) => boolean;
  /** It was read, and is no create. */
  noteNoCreate(object: ListedObject): void;
  isNoCreate(object: ListedObject): boolean;
  /** Those that wait among them. */
  readonly putBackCount: number;
  readonly waitingCount: number;
};

export function createHeldObjects(monotonic: () => number): HeldObjects {
  const held = new Map<string, Held>();
  const putBack = (): readonly Held[] => [...held.values()].filter(({ state }) => state !== 'in hand');

  const change = (object: ListedObject, changed: (before: Held) => Partial<Held>): void => {
    const unseen: Held = {
      object,
      state: 'in hand',
      due: 0,
      times: { soon: 0, later: 0 },
      isNoCreate: false,
    };
    const before = held.get(idOf(object)) ?? unseen;
    held.set(idOf(object), { ...before, ...changed(before) });
  };

  return {
    hold(object) {
      change(object, () => ({ state: 'in hand' }));
      return object;
    },
    forget: (object) => void held.delete(idOf(object)),
    putBack: (object, when) =>
      change(object, ({ times: before }) => {
        const times = counted(before, when);
        const state = when === 'for-widget' ? 'waiting' : 'put back';
        return { state, due: monotonic() + delayOf(when, times), times };
      }),
    due: () =>
      putBack()
        .filter(({ due }) => due <= monotonic())
        .map(({ object }) => object)
        .sort(byKey),
    watch() {
      const before = new Set(held.keys());
      return (object) => before.has(idOf(object)) || held.has(idOf(object));
    },
    noteNoCreate: (object) => change(object, () => ({ isNoCreate: true })),
    isNoCreate: (object) => held.get(idOf(object))?.isNoCreate ?? false,
    get putBackCount() {
      return putBack().length;
    },
    get waitingCount() {
      return putBack().filter(({ state }) => state === 'waiting').length;
    },
  };
}

const counted = (before: Held['times'], when: 'now' | RetryWhen): Held['times'] =>
  when === 'soon' || when === 'later' ? { ...before, [when]: before[when] + 1 } : before;

function delayOf(when: 'now' | RetryWhen, times: Held['times']): number {
  switch (when) {
    case 'now':
      return 0;
    case 'soon':
    case 'later':
      return Math.min(FIRST_DELAY_MS * 2 ** (times[when] - 1), LONGEST_DELAY_MS[when]);
    case 'for-widget':
      return WAITING_MS;
  }
}

/** By bytes, as S3 lists. */
export const byKey = (a: ListedObject, b: ListedObject): number => compareStamps(a.key, b.key);
