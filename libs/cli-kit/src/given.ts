/** What the user gave for one option, before it is checked. */
export type Given = {
  /** How the user wrote the option: `-rb`, or `WIDGET_REQUEST_BUCKET`. */
  readonly label: string;
  readonly from: 'arguments' | 'environment';
  /** At least one; a single-valued option takes the last. */
  readonly texts: readonly string[];
};

/** By the option's key in the program's record of options. */
export type GivenByKey = ReadonlyMap<string, Given>;
