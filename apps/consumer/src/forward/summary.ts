import { formatCount, formatDuration, formatRate, formatSummary, type SummaryRow } from '@widgets/cli-kit';
import type { Forwarded } from '@widgets/request-channel';

/** One line while the run goes on. */
export function describeForwardProgress({ sent }: Forwarded, seconds: number): string {
  return `${formatCount(sent)} requests forwarded, ${formatRate(sent, seconds)}`;
}

/** What a run moved, the rate, and the calls that it took. */
export function describeForwardRun(
  { sent, rejected }: Forwarded,
  seconds: number,
  calls: readonly SummaryRow[],
): string {
  const total = sent + rejected;
  return formatSummary('Requests forwarded', [
    ['into the queue', sent],
    ...(rejected > 0 ? [['under rejected/', rejected] as const] : []),
    ['total', `${formatCount(total)} in ${formatDuration(seconds * 1000)}, ${formatRate(total, seconds)}`],
    ...calls,
  ]);
}
