import { describe, expect, test } from '@jest/globals';
import type { Outcome } from './outcome';
import { settlementOf } from './settlement';

const applied: Outcome = { kind: 'applied' };
const retry: Outcome = { kind: 'retry', reason: 'throttled' };
const refused = (reason: string): Outcome => ({ kind: 'refused', reason });

describe('a delivery', () => {
  test.each(['duplicate', 'superseded', 'missing'] as const)('is done when all is applied or %s', (kind) => {
    expect(settlementOf([applied, { kind, reason: 'r' }])).toEqual({ kind: 'acknowledge' });
  });

  test('without a request is done', () => {
    expect(settlementOf([])).toEqual({ kind: 'acknowledge' });
  });

  test('comes again when any request is to be tried again, whatever became of the others', () => {
    expect(settlementOf([applied, retry])).toEqual({ kind: 'release' });
    expect(settlementOf([refused('bad'), retry])).toEqual({ kind: 'release' });
  });

  test('is refused when any request is, for all their reasons', () => {
    expect(settlementOf([applied, refused('no owner'), refused('no id')])).toEqual({
      kind: 'refuse',
      reason: 'no owner; no id',
    });
  });
});
