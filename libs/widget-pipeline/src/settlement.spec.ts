import { describe, expect, test } from '@jest/globals';
import type { Outcome } from './outcome';
import { settlementOf } from './settlement';

const applied: Outcome = { kind: 'applied' };
const retry: Outcome = { kind: 'retry', reason: 'throttled', when: 'soon' };
const unreadable: Outcome = { kind: 'retry', reason: 'denied', when: 'later' };
const waiting: Outcome = { kind: 'retry', reason: 'no widget', when: 'for-widget' };
const refused = (reason: string): Outcome => ({ kind: 'refused', reason });

describe('a delivery', () => {
  test.each<Outcome>([
    { kind: 'duplicate', reason: 'r' },
    { kind: 'superseded', reason: 'r' },
    { kind: 'missing', reason: 'r', mayCome: false },
  ])('is done when all is applied or $kind', (outcome) => {
    expect(settlementOf([applied, outcome])).toEqual({ kind: 'acknowledge' });
  });

  test('without a request is done', () => {
    expect(settlementOf([])).toEqual({ kind: 'acknowledge' });
  });

  test('comes again when any request is to be tried again, whatever became of the others', () => {
    expect(settlementOf([applied, retry])).toEqual({ kind: 'release', when: 'soon' });
    expect(settlementOf([refused('bad'), retry])).toEqual({ kind: 'release', when: 'soon' });
    expect(settlementOf([retry, unreadable, waiting])).toEqual({ kind: 'release', when: 'later' });
  });

  test('comes again soon when its requests wait for their widgets, and only for them', () => {
    expect(settlementOf([applied, waiting])).toEqual({ kind: 'release', when: 'for-widget' });
    expect(settlementOf([waiting, retry])).toEqual({ kind: 'release', when: 'soon' });
  });

  test('is refused when any request is, for all their reasons', () => {
    expect(settlementOf([applied, refused('no owner'), refused('no id')])).toEqual({
      kind: 'refuse',
      reason: 'no owner; no id',
    });
  });
});
