import { formatCount, formatDuration, formatRate, formatSummary, type SummaryRow } from '@widgets/cli-kit';
import { sentTotal, type Sent } from './produce';

/** One line while the run goes on. */
export function describeProgress(sent: Sent, seconds: number): string {
  return `${formatCount(sentTotal(sent))} requests sent, ${formatRate(sentTotal(sent), seconds)}`;
}

/** What a run sent: a row per type of request, the rate, and the calls that it took. */
export function describeRun(
  sent: Sent,
  { about, seconds, calls }: { about: string; seconds: number; calls: readonly SummaryRow[] },
): string {
  const total = sentTotal(sent);
  const left: SummaryRow[] = sent.cannotBeSent > 0 ? [['cannot be sent', sent.cannotBeSent]] : [];
  return formatSummary('Requests produced', [
    ...sent.counts,
    ...left,
    ['total', `${formatCount(total)} in ${formatDuration(seconds * 1000)}, ${formatRate(total, seconds)}`],
    ['from', about],
    ...calls,
  ]);
}
