import { expectedWidgets, compareWidgets, type Difference } from '@widgets/verify';
import type { Widget, WidgetRequest } from '@widgets/widget-model';
import { runConsumer, type Cloud } from './consumer';
import type { Draws } from './draws';
import { createHistory, type History } from './history';
import { createQueue } from './queue';
import type { Stamped } from './requests';
import type { RuleSet } from './rule-sets';
import { createWorld, type Actor, type Faults, type World } from './world';

export type SimulationOptions = {
  readonly draws: Draws;
  readonly requests: readonly Stamped[];
  readonly ruleSet: RuleSet;
  readonly faults: Faults & QueueFaults;
  readonly consumers: number;
};

/** Shares of messages that something befalls in the queue. */
export type QueueFaults = {
  /** Their sender posts them twice. */
  readonly duplicate: number;
  /** They stay visible when they are received. */
  readonly twice: number;
};

/** How a run ended. */
export type Simulated = {
  readonly differences: readonly (Difference & { readonly explained: boolean })[];
  /** Broken promises on the way, in words. */
  readonly broken: readonly string[];
  /** Whether the queue became empty. */
  readonly ended: boolean;
  readonly crashes: number;
};

const MOST_EVENTS = 100_000;
const [BETWEEN_REQUESTS_MS, SECOND_POST_MS, RESTART_MS] = [60, 6000, 3000];

/** One run: requests are posted to a queue that several consumers work off, until nothing is left; then the end is judged. */
export async function simulate(options: SimulationOptions): Promise<Simulated> {
  const { draws, requests, ruleSet, faults, consumers } = options;
  const widgets = new Map<string, Widget>();
  const history = createHistory(requests, widgets);
  const stop = new AbortController();
  const running = new Map<Actor, Promise<void>>();
  let crashes = 0;

  const start = (): void => {
    const actor = { alive: true };
    const work = runConsumer(actor, { cloud, ruleSet, stop: stop.signal });
    const done = work.finally(() => running.delete(actor));
    // It may have died at its first call, which it makes at once.
    if (actor.alive) running.set(actor, done);
  };
  const onCrash = (actor: Actor): void => {
    crashes += 1;
    running.delete(actor);
    history.crashed(actor);
    world.after(draws.below(RESTART_MS), start);
  };
  const world = createWorld({ draws, faults, onCrash });
  const queue = createQueue({ draws, now: () => world.now(), twice: faults.twice });
  const cloud: Cloud = {
    ...{ world, queue, widgets, history, objects: new Map<string, WidgetRequest>() },
    ...{ retries: ruleSet.retries, patchesUnread: draws.chance(0.5) },
  };
  const allPosted = postAll(options, cloud);
  for (let n = 0; n < consumers; n += 1) world.after(0, start);

  const ended = await runUntil(world, () => allPosted() && queue.isEmpty);
  stop.abort();
  await runUntil(world, () => running.size === 0);
  await Promise.all(running.values());
  return { differences: judged(requests, widgets, history), broken: history.broken, ended, crashes };
}

/** Posts every request in its turn, some of them twice; tells whether all is posted. */
function postAll({ draws, requests, faults }: SimulationOptions, { world, queue, objects }: Cloud) {
  let left = 0;
  const postAfter = (milliseconds: number, key: string, put: () => void): void => {
    left += 1;
    world.after(milliseconds, () => {
      put();
      queue.send(key);
      left -= 1;
    });
  };
  for (const [at, { key, request }] of requests.entries()) {
    const dueAt = at * BETWEEN_REQUESTS_MS;
    postAfter(dueAt, key, () => void objects.set(key, request));
    if (draws.chance(faults.duplicate))
      postAfter(dueAt + 1 + draws.below(SECOND_POST_MS), key, () => undefined);
  }
  return () => left === 0;
}

/** Lets events happen until the condition holds; false when it does not hold in the end. */
async function runUntil(world: World, condition: () => boolean): Promise<boolean> {
  for (let events = 0; events < MOST_EVENTS && !condition(); events += 1) {
    if (!(await world.step())) break;
  }
  return condition();
}

function judged(requests: readonly Stamped[], widgets: ReadonlyMap<string, Widget>, history: History) {
  const wanted = expectedWidgets(
    requests.map(({ request }) => request),
    ({ widgetId }) => widgetId,
  );
  return compareWidgets(wanted, widgets).map((difference) => ({
    ...difference,
    explained: difference.kind === 'extra' && history.wasCutOff(difference.place),
  }));
}
