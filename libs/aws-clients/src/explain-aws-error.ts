import { failuresIn, type AwsFailure } from './aws-failure';
import { accessExplanations } from './explain-access';
import { connectionExplanations } from './explain-connection';
import { targetExplanations } from './explain-target';
import type { Explanation } from './explanation';
import { whatFailed, where } from './failure-words';

/** The last row: any other answer of AWS is no bug of the program. */
const anyAnswer: Explanation = {
  matches: ({ isAnswer }) => isAnswer,
  explain: (failure) =>
    `${whatFailed(failure)} failed${where(failure)}${afterTries(failure)}: ${failure.code}: ${failure.message}`,
};

const afterTries = ({ attempts }: AwsFailure): string =>
  attempts === undefined || attempts < 2 ? '' : ` after ${attempts} tries`;

// The first row that matches counts: rows that match by status alone stand behind those that match by code.
const EXPLANATIONS: readonly Explanation[] = [
  ...targetExplanations,
  ...connectionExplanations,
  ...accessExplanations,
  anyAnswer,
];

/**
 * One line that a person can act on, for an error of AWS, of its SDK or of the connection, also when it is the cause
 * of another error. Undefined for any other error: that is a bug, and nothing here to explain.
 */
export const explainAwsError = (error: unknown): string | undefined => {
  const failures = failuresIn(error);
  for (const row of EXPLANATIONS) {
    const failure = failures.find(row.matches);
    if (failure !== undefined) return row.explain(failure).trim();
  }
  return undefined;
};
