import { UserError } from '@widgets/cli-kit';

/** From `<!-- results: consumers -->` to `<!-- /results -->`; what is between belongs to this tool. */
const PLACE = /<!-- results: ([a-z][a-z ]*) -->\n[\s\S]*?<!-- \/results -->/g;

/** The document with what each of its places asks for. Throws `UserError` for a place that asks for nothing known. */
export function fillPlaces(markdown: string, contents: ReadonlyMap<string, string>): string {
  return markdown.replaceAll(PLACE, (_all, name: string) => {
    const content = contents.get(name);
    if (content === undefined)
      throw new UserError(
        `there is nothing for "results: ${name}": there are ${[...contents.keys()].join(', ')}`,
      );
    return `<!-- results: ${name} -->\n\n${content}\n\n<!-- /results -->`;
  });
}
