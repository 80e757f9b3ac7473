import { HttpResponse } from '@smithy/core/protocols';
import type { MetadataBearer, Pluggable } from '@smithy/types';

/** What the cloud's first answer tells of its clock. */
export type CloudClock = {
  /**
   * Milliseconds to add to this machine's time for the cloud's. 0 while there is no answer yet, and while both may
   * agree: the `Date` header tells whole seconds.
   */
  readonly offsetMs: () => number;
  readonly observe: (sentAt: number, receivedAt: number, date: string) => void;
};

const SECOND_MS = 1000;

export const createCloudClock = (): CloudClock => {
  let offset: number | undefined;
  return {
    offsetMs: () => offset ?? 0,
    observe: (sentAt, receivedAt, date) => {
      const second = Date.parse(date);
      if (Number.isNaN(second)) return;
      offset ??= distance({ from: second, to: second + SECOND_MS }, { from: sentAt, to: receivedAt });
    },
  };
};

type Interval = { readonly from: number; readonly to: number };

/** By how much `ours` must move to touch `theirs`: the answer was made at some time within each. */
const distance = (theirs: Interval, ours: Interval): number => {
  if (ours.to < theirs.from) return theirs.from - ours.to;
  return ours.from > theirs.to ? theirs.to - ours.from : 0;
};

/** Notes the time of a client's answers. */
export const observeClock = <I extends object, O extends MetadataBearer>(
  clock: CloudClock,
  now: () => number,
): Pluggable<I, O> => ({
  applyToStack: (stack) => {
    stack.add(
      (next) => async (args) => {
        const sentAt = now();
        const result = await next(args);
        const { response } = result;
        const date = HttpResponse.isInstance(response) ? response.headers['date'] : undefined;
        if (date !== undefined) clock.observe(sentAt, now(), date);
        return result;
      },
      { step: 'deserialize', priority: 'low', name: 'observeClock' },
    );
  },
});
