import { formatCount, formatDuration, formatRate, formatSummary, type SummaryRow } from '@widgets/cli-kit';
import type { Lag } from './pace';
import { sentTotal, type Sent } from './produce';

/** One line while the run goes on. */
export function describeProgress(sent: Sent, seconds: number, lag: Lag | undefined): string {
  const behind = lag === undefined ? '' : `, ${formatDuration(lag.now())} behind`;
  return `${formatCount(sentTotal(sent))} requests sent, ${formatRate(sentTotal(sent), seconds)}${behind}`;
}

export type RunFacts = {
  /** Where the requests came from. */
  readonly about: string;
  readonly seconds: number;
  readonly lag: Lag | undefined;
  readonly calls: readonly SummaryRow[];
};

/** What a run sent: a row per type of request, the rate, and the calls that it took. */
export function describeRun(sent: Sent, { about, seconds, lag, calls }: RunFacts): string {
  const total = sentTotal(sent);
  const left: SummaryRow[] = sent.cannotBeSent > 0 ? [['cannot be sent', sent.cannotBeSent]] : [];
  return formatSummary('Requests produced', [
    ...sent.counts,
    ...left,
    ['total', `${formatCount(total)} in ${formatDuration(seconds * 1000)}, ${formatRate(total, seconds)}`],
    ...lagRows(lag),
    ['from', about],
    ...calls,
  ]);
}

function lagRows(lag: Lag | undefined): readonly SummaryRow[] {
  if (lag === undefined) return [];
  const [last, most] = [lag.last, lag.most].map(formatDuration);
  return [
    ['rate', `asked for ${formatCount(lag.perSecond)} a second; ${most} behind at most, ${last} at the end`],
  ];
}
