import type { Sleep } from '@widgets/widget-pipeline';
import { setImmediate } from 'node:timers/promises';
import type { Draws } from './draws';

/** Shares of calls that something befalls. */
export type Faults = {
  /** The process dies before the call, or before its answer. */
  readonly crash: number;
  /** The call happens and its answer is lost, so that the SDK makes it again. */
  readonly lostAnswer: number;
  /** The call fails, and the SDK makes it again. */
  readonly error: number;
  /** The call, or its answer, is on its way for seconds. */
  readonly slow: number;
};

/** A process. What is under way in one that died never ends. */
export type Actor = { alive: boolean };

/** The answer to a call, and how many tries it took. */
export type Answer<T> = { readonly value: T; readonly attempts: number };

/** A time that only the events move, and the calls and timers of the processes in it. */
export type World = {
  readonly draws: Draws;
  /** A number in [0, 1), far from all that came before, as good randomness is: not left to draws, which may be all 0. */
  distinct(): number;
  now(): number;
  after(milliseconds: number, run: () => void): void;
  /**
   * One call of a process: its effect comes at once, as a whole, between the call and its answer. Rejects as the SDK does;
   * what `effect` returns must wait for nothing.
   */
  call<T>(actor: Actor, effect: () => Promise<T>, signal?: AbortSignal): Promise<Answer<T>>;
  sleepOf(actor: Actor): Sleep;
  /** Lets the next event happen and all that follows from it at once; false when there is none. */
  step(): Promise<boolean>;
};

export type WorldOptions = {
  readonly draws: Draws;
  readonly faults: Faults;
  readonly onCrash: (actor: Actor) => void;
};

const MOST_ATTEMPTS = 3;
/** Its multiples keep away from each other. */
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;
const [CALL_MS, SLOW_MS] = [40, 4000];
type Event = { readonly at: number; readonly run: () => void };

export function createWorld({ draws, faults, onCrash }: WorldOptions): World {
  let now = 0;
  let distinct = 0;
  const events: Event[] = [];

  const after = (milliseconds: number, run: () => void): void => {
    const at = now + milliseconds;
    const later = events.findIndex((event) => event.at > at);
    events.splice(later < 0 ? events.length : later, 0, { at, run });
  };
  const onItsWay = (): number => 1 + draws.below(draws.chance(faults.slow) ? SLOW_MS : CALL_MS);
  /** Whether the process is still there to do its next step. */
  const goesOn = (actor: Actor): boolean => {
    if (actor.alive && draws.chance(faults.crash)) {
      actor.alive = false;
      onCrash(actor);
    }
    return actor.alive;
  };

  return {
    draws,
    distinct: () => (distinct = (distinct + GOLDEN_RATIO) % 1),
    now: () => now,
    after,

    call: (actor, effect, signal) =>
      callOf({ draws, faults, after, onItsWay, goesOn }, { actor, effect, signal }),

    sleepOf: (actor) => (milliseconds, signal) =>
      new Promise((resolve) => {
        const end = (): void => {
          if (actor.alive) resolve();
        };
        if (signal?.aborted) return end();
        signal?.addEventListener('abort', end, { once: true });
        after(milliseconds, end);
      }),

    async step() {
      const event = events.shift();
      if (event === undefined) return false;
      now = event.at;
      event.run();
      // Promises alone lead from one event to the next: when an immediate's turn comes, all of them are settled.
      await setImmediate();
      return true;
    },
  };
}

type Wires = Pick<WorldOptions, 'draws' | 'faults'> & {
  readonly after: World['after'];
  readonly onItsWay: () => number;
  readonly goesOn: (actor: Actor) => boolean;
};
type Call<T> = {
  readonly actor: Actor;
  readonly effect: () => Promise<T>;
  readonly signal: AbortSignal | undefined;
};

function callOf<T>(wires: Wires, { actor, effect, signal }: Call<T>): Promise<Answer<T>> {
  const { draws, faults, after, onItsWay, goesOn } = wires;
  return new Promise((resolve, reject) => {
    const answer = (settle: () => void): void =>
      after(onItsWay(), () => {
        if (goesOn(actor)) settle();
      });
    const attempt = (attempts: number): void => {
      if (!goesOn(actor)) return;
      if (signal?.aborted) return reject(abortError());
      after(onItsWay(), () => {
        const done = draws.chance(faults.error) ? undefined : effect();
        if (done && !draws.chance(faults.lostAnswer))
          answer(() => void done.then((value) => resolve({ value, attempts })));
        else if (attempts < MOST_ATTEMPTS) answer(() => attempt(attempts + 1));
        else answer(() => reject(new Error('the cloud does not answer')));
      });
    };
    // What was sent may happen although nobody waits for it any longer.
    signal?.addEventListener('abort', () => reject(abortError()), { once: true });
    attempt(1);
  });
}

const abortError = (): Error => Object.assign(new Error('aborted'), { name: 'AbortError' });
