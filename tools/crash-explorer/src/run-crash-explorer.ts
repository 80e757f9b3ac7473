import { UserError, type ProgramContext } from '@widgets/cli-kit';
import { explore, type Failure } from './explore';
import { pointChoice, type CrashExplorerConfig } from './options';
import { SOURCES } from './sources';
import { STORES } from './stores';

/** Of all that is built; the explorer is `tools/crash-explorer/crash-explorer.mjs` in it. */
const DIST = new URL('../../', import.meta.url);

/** Explores what is asked for, setting by setting. Throws `UserError` when a crash lost or spoiled anything. */
export async function runCrashExplorer(
  config: CrashExplorerConfig,
  { print, signal }: ProgramContext,
): Promise<void> {
  const failures: Failure[] = [];
  for (const source of SOURCES.filter((name) => config.source === 'all' || config.source === name)) {
    for (const store of STORES.filter((name) => config.store === 'all' || config.store === name)) {
      if (signal.aborted) return;
      const setting = { source, store, seed: config.seed };
      const found = await explore(DIST, setting, pointChoice(config), { atOnce: config.atOnce, signal });
      failures.push(...found.failures);
      print(
        `${source} → ${store}, seed ${config.seed}: ${found.calls} calls, ${found.crashes} crashes, ${found.failures.length} failures, ${found.orphans} orphaned objects`,
      );
      for (const failure of found.failures) print(describeFailure(failure));
    }
  }
  if (failures.length > 0) throw new UserError(`${failures.length} crashes lost or spoiled something`);
}

export function describeFailure({ setting, point, call, problems }: Failure): string {
  const { source, store, seed } = setting;
  const where =
    point === undefined ? 'without a crash' : `killed right ${point.moment} call ${point.call} (${call})`;
  const again = point === undefined ? '' : ` --only-call ${point.call}`;
  return [
    `${source} → ${store}, seed ${seed}, ${where}:`,
    ...problems.map((problem) => `  ${problem}`),
    `  again: npx nx run crash-explorer:run -- --source ${source} --store ${store} --seed ${seed}${again}`,
  ].join('\n');
}
