import type { Reading } from '../probed-program';

/** A moment of a run in which a producer and a consumer work side by side. */
export type Moment = {
  readonly seconds: number;
  readonly produced: number;
  readonly consumed: number;
  /** Read after a garbage collection; none when the producer is held back or has ended. */
  readonly producer: Memory | undefined;
  readonly consumer: Memory;
};

export type Memory = Pick<Reading, 'heapMb' | 'rssMb'>;

/** What a run has come to when it has done so many requests. */
export type GrowthRow = {
  readonly requests: number;
  /** Until the consumer had fetched so many. */
  readonly seconds: number;
  readonly perSecond: number;
  /** The most that was seen until then. */
  readonly producer: Memory;
  readonly consumer: Memory;
};

/** A row for each size that the run has reached. */
export const growthRows = (sizes: readonly number[], moments: readonly Moment[]): GrowthRow[] =>
  sizes.flatMap((requests) => {
    const reached = moments.find(({ consumed }) => consumed >= requests);
    if (reached === undefined) return [];
    const { seconds } = reached;
    const until = moments.filter((moment) => moment.seconds <= seconds);
    return [
      {
        requests,
        seconds,
        perSecond: reached.consumed / seconds,
        producer: mostOf(until.flatMap(({ producer }) => producer ?? [])),
        consumer: mostOf(until.map(({ consumer }) => consumer)),
      },
    ];
  });

/** Zero when there is none. */
const mostOf = (memories: readonly Memory[]): Memory => ({
  heapMb: Math.max(0, ...memories.map(({ heapMb }) => heapMb)),
  rssMb: Math.max(0, ...memories.map(({ rssMb }) => rssMb)),
});

export type GrowthVerdict = {
  readonly program: 'producer' | 'consumer';
  readonly from: number;
  readonly to: number;
  /** By how much the greatest heap grew between the two, MB. */
  readonly grewMb: number;
  readonly isMet: boolean;
};

/** From here on memory has to be flat, as far as these MB. */
const FROM = 10_000;
const FLAT_MB = 20;

/** Whether memory stayed flat from 10,000 requests on; no verdicts when there is no size beyond. */
export function judgeGrowth(rows: readonly GrowthRow[]): GrowthVerdict[] {
  const from = rows.find(({ requests }) => requests === FROM);
  const to = rows.at(-1);
  if (from === undefined || to === undefined || to.requests <= FROM) return [];
  return (['producer', 'consumer'] as const).map((program) => {
    const grewMb = to[program].heapMb - from[program].heapMb;
    return { program, from: FROM, to: to.requests, grewMb, isMet: grewMb <= FLAT_MB };
  });
}
