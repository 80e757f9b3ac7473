import { expect, test } from '@jest/globals';
import type { Outcome } from './outcome';
import { createRepeats } from './repeats';
import { reportOutcome } from './report-outcome';
import { createRecordingLog } from './testing/recording-log';
import { requestItem } from './testing/request-items';

function levelsOf(...outcomes: Outcome[]): string[] {
  const log = createRecordingLog();
  const repeats = createRepeats(log);
  for (const outcome of outcomes) reportOutcome(repeats.logFor(outcome), 'm', requestItem('r'), outcome);
  return log.lines.map(({ level }) => level);
}

const retry = (reason: string): Outcome => ({ kind: 'retry', reason, when: 'later' });

test('a reason for trying again is a warning once, and a debug line from then on', () => {
  expect(levelsOf(retry('a'), retry('a'), retry('b'), retry('a'), retry('b'))).toEqual([
    'warn',
    'debug',
    'warn',
    'debug',
    'debug',
  ]);
});

test('every refusal is a warning', () => {
  const refused: Outcome = { kind: 'refused', reason: 'a' };
  expect(levelsOf(refused, refused)).toEqual(['warn', 'warn']);
});

test('no more than a hundred reasons are remembered', () => {
  const many = Array.from({ length: 101 }, (_, at) => retry(String(at)));
  expect(levelsOf(...many, retry('0'), retry('100')).slice(101)).toEqual(['debug', 'warn']);
});
