import { fileURLToPath } from 'node:url';
import type { Job } from '../contestants/job';

/** A program that takes part. */
export type Contestant = {
  readonly name: string;
  /** As tables and charts call it. */
  readonly title: string;
  /**
   * How many requests it has on their way at once, and how many calls it waits for one after the other for each such set:
   * enough to tell how long it will take. Without it, it is as fast as the machine.
   */
  readonly pace?: { readonly atOnce: number; readonly waits: number };
  readonly command: (dist: URL, job: Job) => readonly [file: string, ...args: string[]];
};

/** One of those in `contestants/main.ts`. */
export const peer =
  (name: string, more: Partial<Job> = {}): Contestant['command'] =>
  (dist, job) => [
    fileURLToPath(new URL('tools/bench/contestants/main.mjs', dist)),
    name,
    JSON.stringify({ ...job, ...more }),
  ];

/** What a call takes without any latency, about. */
const CALL_MS = 1.5;
const LEAST_REQUESTS = 50;

export type Workload = {
  readonly requests: number;
  readonly latencyMs: number;
  readonly patienceSeconds: number;
};

/** As many as asked for, but of one that waits most of the time no more than it does in `patienceSeconds`, about. */
export function requestsFor(
  { pace }: Contestant,
  { requests, latencyMs, patienceSeconds }: Workload,
): number {
  if (pace === undefined) return requests;
  const perSecond = (1000 * pace.atOnce) / (pace.waits * (latencyMs + CALL_MS));
  const possible = Math.floor((perSecond * patienceSeconds) / 10) * 10;
  return Math.min(requests, Math.max(LEAST_REQUESTS, possible));
}

export const titlesOf = (contestants: readonly Contestant[]): ReadonlyMap<string, string> =>
  new Map(contestants.map(({ name, title }) => [name, title]));

/** Those that are named; all when none is. */
export const chosenOf = (
  contestants: readonly Contestant[],
  only: readonly string[],
): readonly Contestant[] => contestants.filter(({ name }) => only.length === 0 || only.includes(name));

/** A sentence for each name that nobody has. */
export const strangers = (contestants: readonly Contestant[], only: readonly string[]): string[] =>
  only
    .filter((name) => !contestants.some((contestant) => contestant.name === name))
    .map((name) => `--only ${name}: there are ${contestants.map((each) => each.name).join(', ')}`);
