import type { AwsFailure } from './aws-failure';

/** One row of the table: which failures it is for, and what to tell the user. */
export type Explanation = {
  readonly matches: (failure: AwsFailure) => boolean;
  /** What failed, where, and what to do: one line. */
  readonly explain: (failure: AwsFailure) => string;
};
