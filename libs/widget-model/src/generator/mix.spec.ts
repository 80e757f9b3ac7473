import { describe, expect, test } from '@jest/globals';
import { DEFAULT_MIX, parseMix, pickType } from './mix';

const mix = { create: 50, update: 40, delete: 10 };

describe('reading a mix', () => {
  test('gives the shares of creates, updates and deletes', () => {
    expect(parseMix(DEFAULT_MIX)).toEqual({ ok: true, value: mix });
    expect(parseMix('1:0:0')).toEqual({ ok: true, value: { create: 1, update: 0, delete: 0 } });
    expect(parseMix('0001:999999:2')).toEqual({ ok: true, value: { create: 1, update: 999_999, delete: 2 } });
  });

  test.each([
    '',
    '50',
    '50:40',
    '50:40:10:0',
    'a:b:c',
    '50:-40:10',
    '0.5:0.4:0.1',
    ' 1:1:1',
    '1:1:1\n',
    '1::1',
    '1000000:1:1',
  ])('refuses %j', (text) => {
    expect(parseMix(text)).toEqual({
      ok: false,
      reason: 'must be three whole numbers, creates:updates:deletes, like 50:40:10',
    });
  });

  test('refuses one without creates', () => {
    expect(parseMix('0:50:50')).toMatchObject({ ok: false });
    expect(parseMix('0:0:0')).toMatchObject({ ok: false });
  });
});

describe('picking a type', () => {
  test.each([
    [0, 'create'],
    [0.4999, 'create'],
    [0.5, 'update'],
    [0.8999, 'update'],
    [0.9, 'delete'],
    [0.9999, 'delete'],
  ])('at %d gives %s', (position, type) => {
    expect(pickType(mix, position)).toBe(type);
  });

  test('never gives a type without a share', () => {
    const almostOne = 1 - 2 ** -30;
    expect(pickType({ create: 1, update: 0, delete: 0 }, almostOne)).toBe('create');
    expect(pickType({ create: 1, update: 1, delete: 0 }, almostOne)).toBe('update');
    expect(pickType({ create: 1, update: 0, delete: 1 }, 0.5)).toBe('delete');
  });
});
