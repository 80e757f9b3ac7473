import type { Widget } from '@widgets/widget-model';
import { inMemoryWidgets, type WidgetBackend } from '@widgets/widget-stores';
import type { History } from './history';
import type { Actor, World } from './world';

export type BackendOptions = {
  readonly world: World;
  readonly widgets: Map<string, Widget>;
  readonly history: History;
  /** Whether it changes what it has not read, as DynamoDB does and S3 does not. */
  readonly patchesUnread: boolean;
};

/** The widgets as one process reaches them: each call takes its time, and may fail or lose its answer. */
export function simulatedBackend(
  actor: Actor,
  { world, widgets, history, patchesUnread }: BackendOptions,
): WidgetBackend<Widget> {
  const memory = inMemoryWidgets(widgets);
  return {
    patchesUnread,
    async read(identity, signal) {
      return (await world.call(actor, () => memory.read(identity, signal), signal)).value;
    },
    async write(change, seen, signal) {
      const effect = async (): Promise<boolean> => {
        const took = (await memory.write(change, seen, signal)) === 'written';
        if (took) history.wrote(actor, change);
        return took;
      };
      const { value: took, attempts } = await world.call(actor, effect, signal);
      if (attempts > 1) return took ? 'written-after-retry' : 'conflict-after-retry';
      return took ? 'written' : 'conflict';
    },
  };
}
