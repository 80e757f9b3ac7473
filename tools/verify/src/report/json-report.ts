import type { Verdict } from '../judge';

/** For programs: the verdict as JSON. A value that is not there is not in it either; null is a null that was found. */
export const jsonReport = (verdict: Verdict): string => JSON.stringify(verdict, null, 2);
