import { randomBytes } from 'node:crypto';

/** Eight random hex digits, the part of a request's key that tells this run from every other. */
export const newRunPart = (): string => randomBytes(4).toString('hex');
