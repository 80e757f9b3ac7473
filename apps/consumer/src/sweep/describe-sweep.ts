import { escapeControlCharacters, formatCount, formatSummary, type SummaryRow } from '@widgets/cli-kit';
import type { Swept } from '@widgets/request-channel';

/** One line while the sweep goes on. */
export const describeSweepProgress = ({ found, posted }: Swept, isPosting: boolean): string =>
  isPosting ? `${formatCount(posted)} pointers posted` : `${formatCount(found)} objects found`;

export type SweepEnd = {
  readonly isDry: boolean;
  /** Whether all was gone through. */
  readonly isThrough: boolean;
};

/** What a sweep found and did, and how to go on when it ended early. */
export function describeSweep(swept: Swept, { isDry, isThrough }: SweepEnd): string {
  const { found, posted, passedOver, oldest, newest, first, upTo } = swept;
  const rows: SummaryRow[] = [
    ['objects', found],
    ...(isDry ? [] : [['posted', posted] as const]),
    ...(passedOver > 0 ? [['passed over', passedOver] as const] : []),
    ...(oldest === undefined ? [] : [['oldest', isoTime(oldest)] as const]),
    ...(newest === undefined ? [] : [['newest', isoTime(newest)] as const]),
  ];
  return [
    formatSummary(isDry ? 'Would be posted again' : 'Posted again', rows),
    ...first.map((id) => `    ${escapeControlCharacters(id)}`),
    ...(found > first.length ? [`    and ${formatCount(found - first.length)} more`] : []),
    ...(isDry ? ['Nothing is posted without --yes.'] : []),
    ...(isThrough || upTo === undefined ? [] : [`To go on: --after='${escapeControlCharacters(upTo)}'`]),
  ].join('\n');
}

const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();
