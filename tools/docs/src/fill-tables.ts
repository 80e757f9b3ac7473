import { UserError } from '@widgets/cli-kit';

/** From `<!-- options: consumer forward -->` to `<!-- /options -->`; what is between belongs to this tool. */
const PLACE = /<!-- options: ([a-z][a-z -]*) -->\n[\s\S]*?<!-- \/options -->/g;

/** The programs, and commands of programs, that a document has a table of options for, in its order. */
export const placesIn = (markdown: string): string[] =>
  [...markdown.matchAll(PLACE)].map(([, name = '']) => name);

/** The document with every table as it should be. Throws `UserError` when a program has no place in it. */
export function fillTables(markdown: string, tables: ReadonlyMap<string, string>): string {
  const places = new Set(placesIn(markdown));
  const missing = [...tables.keys()].filter((name) => !places.has(name));
  if (missing.length > 0) {
    const markers = missing.map((name) => `<!-- options: ${name} --> and <!-- /options -->`).join('; ');
    throw new UserError(`there is no place for a table of options: add the lines ${markers}`);
  }
  return markdown.replaceAll(
    PLACE,
    (_all, name: string) => `<!-- options: ${name} -->\n\n${tables.get(name) ?? ''}\n<!-- /options -->`,
  );
}
