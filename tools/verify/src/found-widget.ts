import type { Properties } from './properties';
import type { Rule } from './rules';

/** What lies at a place in a store, as it is. */
export type FoundWidget = {
  /** The key in a bucket, or the id in a table. */
  readonly place: string;
  readonly properties: Properties;
  /** What is wrong with its form, whatever the requests say. */
  readonly flaw: Flaw | undefined;
};

export type Flaw = {
  readonly rule: Rule;
  readonly property: string;
  /** In words. */
  readonly expected: string;
  readonly found: unknown;
};
