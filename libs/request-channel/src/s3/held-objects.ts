import { compareStamps } from '@widgets/widget-model';
import type { ListedObject } from './list-requests';

/**
 * An object is in hand → forgotten, or in hand → put back until its time has come → in hand, as often as needed. `due` is
 * in milliseconds of the monotonic clock.
 */
type Held = { state: 'in hand' | 'put back'; due: number; times: number; readonly object: ListedObject };

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 15 * 60_000;

/** The objects that a listing must not bring again: those in hand, and those that were put back. */
export type HeldObjects = {
  readonly hold: (object: ListedObject) => ListedObject;
  readonly forget: (object: ListedObject) => void;
  /** It is due at once, or after a delay that doubles each time. */
  readonly putBack: (object: ListedObject, when: 'now' | 'later') => void;
  /** Those put back whose time has come, the smallest key first. */
  due(): readonly ListedObject[];
  /** Tells of an object whether it is held now, or was when this was called. */
  watch(): (object: ListedObject) => boolean;
  readonly putBackCount: number;
};

export function createHeldObjects(monotonic: () => number): HeldObjects {
  const held = new Map<string, Held>();
  const putBack = (): readonly Held[] => [...held.values()].filter(({ state }) => state === 'put back');
  const timesOf = (object: ListedObject): number => held.get(nameOf(object))?.times ?? 0;
  return {
    hold(object) {
      held.set(nameOf(object), { state: 'in hand', due: 0, times: timesOf(object), object });
      return object;
    },
    forget: (object) => void held.delete(nameOf(object)),
    putBack(object, when) {
      const times = timesOf(object) + 1;
      const delay = when === 'now' ? 0 : Math.min(FIRST_DELAY_MS * 2 ** (times - 1), LONGEST_DELAY_MS);
      held.set(nameOf(object), { state: 'put back', due: monotonic() + delay, times, object });
    },
    due: () =>
      putBack()
        .filter(({ due }) => due <= monotonic())
        .map(({ object }) => object)
        .sort(byKey),
    watch() {
      const before = new Set(held.keys());
      return (object) => before.has(nameOf(object)) || held.has(nameOf(object));
    },
    get putBackCount() {
      return putBack().length;
    },
  };
}

const nameOf = ({ bucket, key }: ListedObject): string => `${bucket}/${key}`;

/** By bytes, as S3 lists. */
export const byKey = (a: ListedObject, b: ListedObject): number => compareStamps(a.key, b.key);
