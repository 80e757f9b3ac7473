import { escapeControlCharacters, formatCount } from '@widgets/cli-kit';
import type { Finding, RequestReference } from '../explain-differences';
import type { Verdict } from '../judge';

/** For people: each difference with its rule and requests, then the count; of a right end state the count alone. */
export function textReport(verdict: Verdict): string {
  return [...verdict.findings.map(describeFinding), describeCount(verdict)].join('\n');
}

/** The verdict in one line. */
export function describeCount({ requests, ignored, widgets, findings }: Verdict): string {
  const asked = `${formatCount(requests)} requests${ignored.length === 0 ? '' : ` (${formatCount(ignored.length)} invalid)`}`;
  if (findings.length === 0) return `${formatCount(widgets)} widgets are as ${asked} say`;
  const counts = (['missing', 'extra', 'wrong'] as const).map(
    (kind) => `${formatCount(findings.filter((finding) => finding.kind === kind).length)} ${kind}`,
  );
  return `${counts.join(', ')}, where ${asked} leave ${formatCount(widgets)} widgets`;
}

/** A difference in a few lines, safe for a terminal. */
export function describeFinding(finding: Finding): string {
  const { place, rule, cause, suspect } = finding;
  const lines = [
    `${place}: ${whatDiffers(finding)}`,
    `  rule     ${rule}`,
    ...(cause ? [`  cause    ${describeReference(cause)}`] : []),
    ...(suspect ? [`  suspect  ${describeReference(suspect)}`] : []),
  ];
  return lines.map(escapeControlCharacters).join('\n');
}

function whatDiffers({ kind, property, expected, found }: Finding): string {
  switch (kind) {
    case 'missing':
      return 'is missing';
    case 'extra':
      return 'should not be there';
    case 'wrong':
      return `${property ?? 'the widget'} should be ${shown(expected)}, and is ${shown(found)}`;
  }
}

const LONGEST_SHOWN = 200;

function shown(value: unknown): string {
  const text = value === undefined ? 'absent' : JSON.stringify(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

/** `update r7 at sent.ndjson:12` */
function describeReference({ file, line, type, requestId }: RequestReference): string {
  const what = [type ?? 'request', ...(requestId === undefined ? [] : [requestId])].join(' ');
  return `${what} at ${file}${line === undefined ? '' : `:${line}`}`;
}
