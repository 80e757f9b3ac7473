import { UserError } from '@widgets/cli-kit';
import { readFile } from 'node:fs/promises';
import type { Results } from '../compare/comparison';
import type { ScaleResults } from '../scale/scale-tables';
import type { StartupResults } from '../startup/startup-table';

/** The files of `docs/results`; what was not measured yet is not there. */
export type AllResults = {
  readonly run: Results<'run'> | undefined;
  readonly inline: Results<'run'> | undefined;
  readonly inHand: Results<'run'> | undefined;
  readonly producer: Results<'producer'> | undefined;
  readonly scale: ScaleResults | undefined;
  readonly startup: StartupResults | undefined;
};

/** @param docs the folder of the documentation, as a URL. Throws `UserError` for a file that is not what it should be. */
export const readResults = async (docs: URL): Promise<AllResults> => ({
  run: await readOne<Results<'run'>>(docs, 'run', 'run'),
  inline: await readOne<Results<'run'>>(docs, 'run-inline', 'run'),
  inHand: await readOne<Results<'run'>>(docs, 'run-in-hand', 'run'),
  producer: await readOne<Results<'producer'>>(docs, 'producer', 'producer'),
  scale: await readOne<ScaleResults>(docs, 'scale', 'scale'),
  startup: await readOne<StartupResults>(docs, 'startup', 'startup'),
});

type Benched = { readonly about: { readonly bench: string } };

async function readOne<T extends Benched>(docs: URL, name: string, bench: string): Promise<T | undefined> {
  const file = new URL(`results/${name}.json`, docs);
  const json = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (json === undefined) return undefined;
  const results = parse(json) as Partial<T> | undefined;
  if (results?.about?.bench !== bench)
    throw new UserError(`${file.pathname} holds no results of bench:${bench}: measure again with --json`);
  return results as T;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
