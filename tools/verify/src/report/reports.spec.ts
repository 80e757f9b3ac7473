import { describe, expect, test } from '@jest/globals';
import { XMLParser } from 'fast-xml-parser';
import type { Finding } from '../explain-differences';
import type { Verdict } from '../judge';
import { RULE_NAMES } from '../rules';
import { jsonReport } from './json-report';
import { junitReport } from './junit-report';
import { textReport } from './text-report';

const finding: Finding = {
  ...{ kind: 'wrong', place: 'widgets/sue/w', widgetId: 'w', property: 'color' },
  ...{ expected: undefined, found: 'red', rule: 'empty-string-removes' },
  cause: { file: 'sent.ndjson', line: 2, type: 'update', requestId: 'r2' },
  suspect: undefined,
};
const verdict = (...findings: Finding[]): Verdict => ({ requests: 3, ignored: [], widgets: 2, findings });

describe('in words', () => {
  test('of what is right the count is told alone', () => {
    expect(textReport(verdict())).toBe('2 widgets are as 3 requests say');
  });

  test('a difference is told with its rule and requests', () => {
    expect(textReport(verdict(finding)).split('\n')).toEqual([
      'widgets/sue/w: color should be absent, and is "red"',
      '  rule     empty-string-removes',
      '  cause    update r2 at sent.ndjson:2',
      '0 missing, 0 extra, 1 wrong, where 3 requests leave 2 widgets',
    ]);
  });

  test('what strangers wrote cannot move the cursor, and long values are cut', () => {
    const place = 'widgets/\u001b[2J\n';
    const text = textReport(verdict({ ...finding, place, found: 'x'.repeat(5000) }));
    expect(text).toContain('widgets/\\u001b[2J\\u000a: color');
    expect(text.length).toBeLessThan(600);
  });
});

test('in JSON null and absence differ', () => {
  const findings = [{ ...finding, expected: null, found: undefined }];
  const [told] = (JSON.parse(jsonReport(verdict(...findings))) as { findings: object[] }).findings;
  expect(told).toMatchObject({ expected: null });
  expect(told).not.toHaveProperty('found');
});

describe('as JUnit', () => {
  type Case = { name: string; failure?: { type: string; message: string; '#text': string } };
  const parse = (xml: string) =>
    (
      new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(xml) as {
        testsuites: { testsuite: { tests: string; failures: string; testcase: Case[] } };
      }
    ).testsuites.testsuite;

  test('each rule is a case, and none fails when all is right', () => {
    const { tests, failures, testcase } = parse(junitReport(verdict()));
    expect(testcase.map(({ name }) => name)).toEqual(RULE_NAMES);
    expect({ tests, failures }).toEqual({ tests: String(RULE_NAMES.length), failures: '0' });
    expect(testcase.filter(({ failure }) => failure !== undefined)).toEqual([]);
  });

  test('a broken rule fails with all widgets that break it, whatever characters are in them', () => {
    const hostile = { ...finding, place: `<a b="c">&]]>'\u0000\ud800\uffff` };
    const { failures, testcase } = parse(junitReport(verdict(finding, hostile)));
    const failed = testcase.filter(({ failure }) => failure !== undefined);
    expect(failures).toBe('1');
    expect(failed.map(({ name }) => name)).toEqual(['empty-string-removes']);
    const text = failed[0]?.failure?.['#text'] ?? '';
    expect(text).toContain('widgets/sue/w: color should be absent, and is "red"');
    expect(text).toContain(`<a b="c">&]]>'\\u0000\ufffd\ufffd: color`);
  });
});
