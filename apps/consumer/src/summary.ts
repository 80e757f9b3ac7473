import { describeCalls } from '@widgets/aws-clients';
import { formatCount, formatDuration, formatRate, formatSummary, type SummaryRow } from '@widgets/cli-kit';
import { OUTCOME_KINDS, type Tally } from '@widgets/widget-pipeline';
import { callsOf, tallyOf, type Account } from './workers/account';

/** One line while the run goes on. */
export function describeProgress({ final }: Tally, seconds: number): string {
  return `${formatCount(final)} requests done, ${formatRate(final, seconds)}`;
}

/** What processes did together: the summary of one run. */
export function describeAccounts(accounts: readonly Account[], seconds: number): string {
  const tally = tallyOf(accounts);
  const requestBuckets = accounts.flatMap((account) => account.requestBuckets);
  return describeRun(
    tally,
    seconds,
    describeCalls(callsOf(accounts), { requests: tally.final, requestBuckets }),
  );
}

/** What a run did: a row per type of request, the rate, and the calls that it took. */
function describeRun(tally: Tally, seconds: number, calls: readonly SummaryRow[]): string {
  const types = Array.from(tally.counts, ([type, outcomes]): SummaryRow => {
    const words = OUTCOME_KINDS.flatMap((kind) => {
      const count = outcomes.get(kind);
      return count === undefined ? [] : [`${formatCount(count)} ${OUTCOME_WORDS[kind]}`];
    });
    return [type, words.join(', ')];
  });
  return formatSummary('Requests consumed', [
    ...types,
    [
      'total',
      `${formatCount(tally.final)} in ${formatDuration(seconds * 1000)}, ${formatRate(tally.final, seconds)}`,
    ],
    ...calls,
  ]);
}

const OUTCOME_WORDS = {
  applied: 'applied',
  duplicate: 'done before',
  superseded: 'superseded',
  missing: 'without a widget to change',
  refused: 'refused',
  retry: 'given back',
} as const;
