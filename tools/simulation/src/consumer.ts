import {
  createTally,
  runPipeline,
  type Log,
  type RequestObjects,
  type WidgetStore,
} from '@widgets/widget-pipeline';
import { createWidgetStore, type StoreRules } from '@widgets/widget-stores';
import { simulatedBackend, type BackendOptions } from './backend';
import type { RuleSet } from './rule-sets';
import { simulatedSource, type SourceOptions } from './source';
import type { Actor } from './world';

/** What all consumers of a run share. */
export type Cloud = BackendOptions & SourceOptions;

/** Deliveries that a consumer has in hand at once. */
const CONCURRENCY = 3;

/** A consumer at work: the real engine over the real store, on a simulated cloud. Resolves when it was stopped and is done. */
export async function runConsumer(
  actor: Actor,
  { cloud, ruleSet, stop }: { cloud: Cloud; ruleSet: RuleSet; stop: AbortSignal },
): Promise<void> {
  const sleep = cloud.world.sleepOf(actor);
  await runPipeline(
    {
      source: simulatedSource(actor, cloud),
      store: storeOf(actor, cloud, ruleSet),
      tally: createTally(),
      log: SILENT,
      sleep,
      concurrency: CONCURRENCY,
      maxRequests: 0,
      stopWhenEmpty: false,
      isFatal: () => false,
      giveUp: new AbortController().signal,
    },
    stop,
  );
}

function storeOf(actor: Actor, cloud: Cloud, ruleSet: RuleSet): WidgetStore {
  const { world } = cloud;
  const complete: StoreRules = {
    ordering: ruleSet.ordering,
    requestObjects: requestObjects(actor, cloud),
    monotonic: () => world.now(),
    random: () => world.distinct(),
    sleep: world.sleepOf(actor),
  };
  const rules = ruleSet.without?.(complete) ?? complete;
  const backend = simulatedBackend(actor, cloud);
  const used = ruleSet.withoutIn?.(backend) ?? backend;
  const remembering = createWidgetStore(used, rules);
  return {
    async apply(request, context) {
      const store = ruleSet.forgetful ? createWidgetStore(used, rules) : remembering;
      const outcome = await store.apply(request, context);
      cloud.history.left(actor, request.widgetId);
      return outcome;
    },
  };
}

const requestObjects = (actor: Actor, { world, objects }: Cloud): RequestObjects => ({
  async exists({ key }, signal) {
    return (await world.call(actor, () => Promise.resolve(objects.has(key)), signal)).value;
  },
  async delete({ key }, signal) {
    await world.call(actor, () => Promise.resolve(objects.delete(key)), signal);
  },
});

const ignore = (): void => undefined;
const SILENT: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
