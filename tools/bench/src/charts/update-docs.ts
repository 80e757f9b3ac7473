import { UserError } from '@widgets/cli-kit';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { chartsOf } from './charts-of';
import { fillPlaces } from './fill-places';
import { readResults } from './results';
import { tablesOf } from './tables-of';

/**
 * Brings charts and tables to what the results say, and returns the files that were not so. With `check` it leaves them as
 * they are. Throws `UserError` when a file of results, or a place in the document, is wrong.
 *
 * @param docs the folder of the documentation, as a URL that ends in a slash
 */
export async function updateDocs(docs: URL, { check }: { readonly check: boolean }): Promise<string[]> {
  const results = await readResults(docs);
  const document = await readFile(new URL('performance.md', docs), 'utf8');
  const wanted = new Map([
    ['performance.md', fillPlaces(document, tablesOf(results))],
    ...[...chartsOf(results)].map(([file, svg]) => [`charts/${file}`, svg] as const),
  ]);
  const stale: string[] = [];
  for (const [file, content] of wanted) {
    const at = new URL(file, docs);
    if ((await readFile(at, 'utf8').catch(() => undefined)) === content) continue;
    stale.push(`docs/${file}`);
    if (check) continue;
    await mkdir(new URL('.', at), { recursive: true });
    await writeFile(at, content);
  }
  return stale;
}

/** The command. Throws `UserError` when it only checks and something is stale. */
export async function runCharts(
  docs: URL,
  { check }: { readonly check: boolean },
  print: (line: string) => void,
): Promise<void> {
  const stale = await updateDocs(docs, { check });
  if (stale.length === 0) return print('Charts and tables are as the results say.');
  if (check) throw new UserError(`${stale.join(', ')}: not as the results say, run npx nx run bench:charts`);
  for (const file of stale) print(`${file} is updated`);
}
