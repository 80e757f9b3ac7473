import { UserError, type ProgramContext } from '@widgets/cli-kit';
import { programFile } from '@widgets/programs';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { fillTables, placesIn } from './fill-tables';
import type { DocsConfig } from './options';

/** Of all that is built; this program is `tools/docs/docs.mjs` in it. */
const DIST = new URL('../../', import.meta.url);
const README = new URL('../README.md', DIST);

/** Each has a table in the README, whoever forgets to ask for it there. */
const PROGRAMS = ['producer', 'consumer', 'widget-verify'] as const;

/** Writes the tables of options into the README, or throws `UserError` when that would change it. */
export async function updateReadme({ check }: DocsConfig, { print }: Pick<ProgramContext, 'print'>) {
  const before = await readFile(README, 'utf8');
  const names = new Set([...PROGRAMS, ...placesIn(before)]);
  const tables = await Promise.all([...names].map(async (name) => [name, await tableOf(name)] as const));
  const after = fillTables(before, new Map(tables));
  if (after === before) return print('README.md has the options as they are.');
  if (check) throw new UserError('the options in README.md are stale: run npm run docs:options');
  await writeFile(README, after);
  print('README.md is updated.');
}

/** @param name of a program, or of a program and its command, e.g. `consumer forward` */
async function tableOf(name: string): Promise<string> {
  const [word, ...command] = name.split(' ');
  const app = PROGRAMS.find((program) => program === word);
  if (app === undefined)
    throw new UserError(`README.md asks for the options of "${name}", and there is no such program`);
  const args = [programFile(DIST, app), ...command, '--options-table'];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return stdout;
}
