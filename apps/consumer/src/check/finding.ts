/** `fail`: the consumer cannot work so. `warn`: it can, and something will go wrong one day. */
export const SEVERITIES = ['ok', 'warn', 'fail', 'not probed'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** One thing that was looked at. */
export type Finding = {
  readonly severity: Severity;
  /** What it is about, e.g. `queue my-queue`. */
  readonly about: string;
  /** What is so, in words. */
  readonly what: string;
  /** What puts it right, a command where there is one. */
  readonly fix?: string;
};

const WIDTH = Math.max(...SEVERITIES.map((severity) => severity.length));

/** A line, and one more for the fix. */
export function describeFinding({ severity, about, what, fix }: Finding): readonly string[] {
  const line = `${severity.padEnd(WIDTH)}  ${about}: ${what}`;
  return fix === undefined ? [line] : [line, `${' '.repeat(WIDTH)}    fix: ${fix}`];
}

/** How many there are of each severity, e.g. `1 fail, 7 ok`. */
export function countFindings(findings: readonly Finding[]): string {
  return ['fail' as const, 'warn' as const, 'ok' as const, 'not probed' as const]
    .map(
      (severity) => [findings.filter((finding) => finding.severity === severity).length, severity] as const,
    )
    .filter(([count]) => count > 0)
    .map(([count, severity]) => `${count} ${severity}`)
    .join(', ');
}
