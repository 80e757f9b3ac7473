import { formatCount } from '@widgets/cli-kit';
import type { Difference } from '@widgets/verify';
import type { Verdict } from './check-widgets';

/** So many differences are shown one by one. */
const SHOWN = 5;

/** The verdict in words, and whether all is well. */
export function describeVerdict(
  { requests, widgets, differences }: Verdict,
  asked: number,
): {
  readonly text: string;
  readonly ok: boolean;
} {
  const lost = asked - requests + count(differences, 'missing');
  const wrong = count(differences, 'wrong') + count(differences, 'extra');
  const shown = differences.slice(0, SHOWN).map((difference) => `  ${describeDifference(difference)}`);
  const headline = `${formatCount(requests)} requests, ${formatCount(widgets)} widgets: ${formatCount(lost)} lost, ${formatCount(wrong)} wrong`;
  return { text: [headline, ...shown].join('\n'), ok: lost === 0 && wrong === 0 };
}

const count = (differences: readonly Difference[], kind: Difference['kind']): number =>
  differences.filter((difference) => difference.kind === kind).length;

function describeDifference(difference: Difference): string {
  switch (difference.kind) {
    case 'missing':
      return `${difference.place} is missing`;
    case 'extra':
      return `${difference.place} should not be there`;
    case 'wrong': {
      const { place, property, expected, found } = difference;
      return `${place}: ${property} is ${JSON.stringify(found)}, and should be ${JSON.stringify(expected)}`;
    }
  }
}

/** What a newcomer may want to do next. */
export const NEXT_STEPS = `What to try next
  npx nx run local-cloud:serve                  keeps a cloud running; then, in two other terminals:
  npx nx run consumer:serve                     applies what comes, until Ctrl-C
  npx nx run producer:serve -- -mwr 50 -ird 200 makes 50 requests, 200 ms apart
  npm start -- --requests 5000 --store s3       the same as now, with more requests and widgets in S3
  README.md                                     what the programs do, and how the code is laid out`;
