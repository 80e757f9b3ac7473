import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRequestKeys } from './request-key';
import { compareStamps } from './order-stamp';

const RUN = '0123abcd';
const AT = 1_700_000_000_000;

describe('keys of request objects', () => {
  test('are the epoch milliseconds, a counter and the run', () => {
    expect(createRequestKeys(() => AT, RUN)()).toBe('1700000000000-000000-0123abcd');
  });

  test('count up within a millisecond and from zero in the next', () => {
    const times = [AT, AT, AT, AT + 1];
    const next = createRequestKeys(() => times.shift()!, RUN);
    expect([next(), next(), next(), next()]).toEqual([
      '1700000000000-000000-0123abcd',
      '1700000000000-000001-0123abcd',
      '1700000000000-000002-0123abcd',
      '1700000000001-000000-0123abcd',
    ]);
  });

  test('stay at the latest millisecond when the clock goes back', () => {
    const times = [AT, AT - 5000, AT - 1, AT + 1];
    const next = createRequestKeys(() => times.shift()!, RUN);
    expect([next(), next(), next(), next()]).toEqual([
      '1700000000000-000000-0123abcd',
      '1700000000000-000001-0123abcd',
      '1700000000000-000002-0123abcd',
      '1700000000001-000000-0123abcd',
    ]);
  });

  test('go on in the next millisecond when the counter is used up', () => {
    const next = createRequestKeys(() => AT, RUN);
    let last = '';
    for (let count = 0; count < 1_000_000; count += 1) last = next();
    expect(last).toBe('1700000000000-999999-0123abcd');
    expect(next()).toBe('1700000000001-000000-0123abcd');
    expect(next()).toBe('1700000000001-000001-0123abcd');
  });

  test('have 13 digits of whole milliseconds whatever the clock gives', () => {
    expect(createRequestKeys(() => 1_700_000_000_000.75, RUN)()).toBe('1700000000000-000000-0123abcd');
    expect(createRequestKeys(() => 5, RUN)()).toBe('0000000000005-000000-0123abcd');
  });

  test('sort by bytes in the order of production, and are unique, whatever the clock does', () => {
    const clock = fc.array(fc.integer({ min: AT, max: AT + 5 }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(clock, (times) => {
        const left = [...times];
        const next = createRequestKeys(() => left.shift()!, RUN);
        const keys = times.map(() => next());
        expect([...keys].sort(compareStamps)).toEqual(keys);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  test('sort among bare epoch keys by their millisecond, after a bare key of the same one', () => {
    const key = createRequestKeys(() => AT, RUN)();
    const bare = [AT - 1, AT, AT + 1].map(String);
    expect([...bare, key].sort(compareStamps)).toEqual([bare[0], bare[1], key, bare[2]]);
  });
});
