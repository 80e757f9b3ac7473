import { createHiddenMessages, type HiddenMessage } from './hidden-messages';

/**
 * Messages that this run has given back because something failed that may heal by itself: a store, a bucket, the
 * network. Their failures count, not their receives: how often others had a message, or how often it waited, says nothing
 * about when to try again.
 */
export type Setbacks = {
  /** Takes a failure down, and tells for how many seconds the message is to be hidden. */
  note(message: HiddenMessage): number;
  /** It is in hand again. */
  receive(id: string): void;
  /** It is done: its failures count no more. */
  forget(id: string): void;
  hidden(): readonly HiddenMessage[];
};

export type SetbackRules = {
  readonly leaseSeconds: number;
  readonly monotonic: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
};

/** Others may finish what failed here: the oldest are forgotten. */
const MOST_REMEMBERED = 10_000;
const LONGEST_SECONDS = 15 * 60;

export function createSetbacks({ leaseSeconds, monotonic, random }: SetbackRules): Setbacks {
  const failures = new Map<string, number>();
  const hidden = createHiddenMessages(monotonic);

  const count = (id: string): number => {
    const sofar = failures.get(id) ?? 0;
    failures.delete(id);
    failures.set(id, sofar + 1);
    const [oldest] = failures.keys();
    if (failures.size > MOST_REMEMBERED && oldest !== undefined) failures.delete(oldest);
    return sofar + 1;
  };

  return {
    note(message) {
      const seconds = setbackSeconds(count(message.id), { leaseSeconds, random });
      hidden.hide(message, seconds);
      return seconds;
    },
    receive: (id) => hidden.forget(id),
    forget(id) {
      failures.delete(id);
      hidden.forget(id);
    },
    hidden: () => hidden.all(),
  };
}

/** Whole seconds that double with every failure, from one to one lease, half of them at random. */
export function setbackSeconds(
  failures: number,
  { leaseSeconds, random }: Pick<SetbackRules, 'leaseSeconds' | 'random'>,
): number {
  const most = Math.min(2 ** (Math.min(failures, 32) - 1), leaseSeconds, LONGEST_SECONDS);
  return Math.max(1, Math.ceil((most * (1 + random())) / 2));
}
