/** A test that a document names as a proof. */
export type NamedTest = {
  /** As the document has it. */
  readonly name: string;
  /** Relative to the document. */
  readonly file: string;
};

/** The links of a Markdown text that lead to tests: their words are the tests' names. */
export function namedTests(markdown: string): readonly NamedTest[] {
  return Array.from(markdown.matchAll(LINK), ([, name = '', file = '']) => ({ name, file }));
}

const LINK = /\[((?:[^[\]]|\[[^\]]*\])+)\]\(([^()\s]+\.(?:spec|contract)\.ts)\)/g;

/** Whether a test file has a test of this name, the last words of a longer one included. */
export function hasTest(source: string, name: string): boolean {
  return unescaped(source).includes(name);
}

const unescaped = (source: string): string => source.replace(/\\(['"`])/g, '$1');
