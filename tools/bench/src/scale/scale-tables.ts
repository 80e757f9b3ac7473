import { markdownTable } from '../compare/markdown-table';
import { formatNumber } from '../compare/statistics';
import type { About } from '../compare/write-results';
import type { GrowthRow, GrowthVerdict, Moment } from './growth';
import type { Sharing } from './share-queue';

export type ScaleResults = {
  readonly about: About<'scale'>;
  readonly sharing: readonly Sharing[];
  readonly growth: readonly GrowthRow[];
  readonly verdicts: readonly GrowthVerdict[];
  readonly moments: readonly Moment[];
};

/** How long consumers took together, and how many times as fast the first of the rows they were. */
export const sharingTable = (sharing: readonly Sharing[]): string =>
  markdownTable(
    ['consumers', 'requests', 'latency, ms', 'seconds', 'a second', 'times as fast'],
    sharing.map(({ consumers, requests, latencyMs, seconds, perSecond }) => [
      String(consumers),
      requests.toLocaleString('en-US'),
      String(latencyMs),
      ...[seconds, perSecond, perSecond / (sharing[0]?.perSecond ?? NaN)].map(formatNumber),
    ]),
  );

/** What one producer and one consumer came to after so many requests. */
export const growthTable = (rows: readonly GrowthRow[]): string =>
  markdownTable(
    [
      'requests',
      'seconds',
      'a second',
      ...['producer heap, MB', 'producer RSS, MB', 'consumer heap, MB', 'consumer RSS, MB'],
    ],
    rows.map(({ requests, seconds, perSecond, producer, consumer }) => [
      requests.toLocaleString('en-US'),
      ...[seconds, perSecond, producer.heapMb, producer.rssMb, consumer.heapMb, consumer.rssMb].map(
        formatNumber,
      ),
    ]),
  );

/** One line for each program. */
export const describeGrowth = (verdicts: readonly GrowthVerdict[]): string[] =>
  verdicts.map(
    ({ program, from, to, grewMb, isMet }) =>
      `${program}: the greatest heap after ${to.toLocaleString('en-US')} requests is ${formatNumber(grewMb)} MB more than after ${from.toLocaleString('en-US')}: ${isMet ? 'flat' : 'not flat'}`,
  );
