import { escapeControlCharacters } from '@widgets/cli-kit';
import { XMLBuilder } from 'fast-xml-parser';
import type { Finding } from '../explain-differences';
import type { Verdict } from '../judge';
import { RULE_NAMES, RULES, type Rule } from '../rules';
import { describeCount, describeFinding } from './text-report';

/** For CI: a test case for each rule, which fails when a widget breaks it, and tells every one that does. */
export function junitReport(verdict: Verdict): string {
  const cases = RULE_NAMES.map((rule) =>
    testCase(
      rule,
      verdict.findings.filter((finding) => finding.rule === rule),
    ),
  );
  const failures = cases.filter((each) => 'failure' in each).length;
  const counts = { '@tests': cases.length, '@failures': failures, '@errors': 0, '@skipped': 0 };
  const suite = {
    '@name': 'widgets',
    ...counts,
    testcase: cases,
    'system-out': legal(describeCount(verdict)),
  };
  return builder
    .build({
      '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
      testsuites: { '@name': 'widget-verify', ...counts, testsuite: suite },
    })
    .trimEnd();
}

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  format: true,
});

function testCase(rule: Rule, findings: readonly Finding[]) {
  const named = { '@classname': 'widget-verify', '@name': rule };
  if (findings.length === 0) return named;
  const failure = {
    '@type': rule,
    '@message': `${findings.length} widgets break it: ${RULES[rule]}`,
    '#text': findings.map(describeFinding).map(legal).join('\n'),
  };
  return { ...named, failure };
}

/** XML takes no control characters but line ends, no halves of characters, and not the last two of a plane. */
const legal = (text: string): string =>
  text
    .split('\n')
    .map((line) => escapeControlCharacters(line.toWellFormed()))
    .join('\n')
    .replace(/[\ufffe\uffff]/g, '\ufffd');
