import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DEFAULT_WIDGET_KEY_LAYOUT, ownerSlug, widgetKey } from './widget-key';

const keyOf = (widgetId: string, owner = 'Mary Matthews') =>
  widgetKey(DEFAULT_WIDGET_KEY_LAYOUT, { owner, widgetId });

describe('where a widget lives in S3', () => {
  test('is the prefix, the owner’s slug and the id', () => {
    expect(keyOf('8123f304-f23f-440b-a6d3-80e979fa4cd6')).toBe(
      'widgets/mary-matthews/8123f304-f23f-440b-a6d3-80e979fa4cd6',
    );
  });

  test('is under any prefix, as it is written', () => {
    const at = (prefix: string) => widgetKey({ prefix, useOwner: true }, { owner: 'Sue', widgetId: 'w' });
    expect(at('')).toBe('sue/w');
    expect(at('a/b/')).toBe('a/b/sue/w');
    expect(at('x-')).toBe('x-sue/w');
  });

  test('is just the prefix and the id when owners have no folders', () => {
    const layout = { prefix: 'widgets/', useOwner: false };
    expect(widgetKey(layout, { owner: 'Sue', widgetId: 'w' })).toBe('widgets/w');
    expect(widgetKey(layout, { owner: 'Sue', widgetId: 'a/b' })).toBe('widgets/a%2Fb');
  });

  test.each([
    ['Mary Matthews', 'mary-matthews'],
    ['SUE', 'sue'],
    ['  a  B ', '--a--b-'],
  ])('has %j as %s: lower case, each space a dash', (owner, slug) => {
    expect(ownerSlug(owner)).toBe(slug);
    expect(keyOf('w', owner)).toBe(`widgets/${slug}/w`);
  });

  test('keeps A-Z a-z 0-9 - _ . of an id and percent-encodes every other ASCII character', () => {
    const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
    for (const character of ascii) {
      const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
      const expected = /[A-Za-z0-9\-_.]/.test(character) ? character : `%${code}`;
      expect(keyOf(`x${character}`)).toBe(`widgets/mary-matthews/x${expected}`);
    }
  });

  test.each([
    ['é', '%C3%A9'],
    ['😀', '%F0%9F%98%80'],
    ['.', '%2E'],
    ['..', '%2E%2E'],
    ['...', '...'],
    ['.a', '.a'],
    ['%2E%2E', '%252E%252E'],
    ['../../john-jones/w', '..%2F..%2Fjohn-jones%2Fw'],
    ['a\\b', 'a%5Cb'],
  ])('has the id %j as %s', (id, segment) => {
    expect(keyOf(id)).toBe(`widgets/mary-matthews/${segment}`);
  });

  const anyId = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.string({
      unit: fc.constantFrom('.', '/', '%', '2', 'e', 'E', 'F', '\\', ' ', '~', '*'),
      minLength: 1,
    }),
  );

  test('never leaves its owner’s prefix, whatever the id', () => {
    fc.assert(
      fc.property(anyId, (id) => {
        const prefix = 'widgets/mary-matthews/';
        const key = keyOf(id);
        expect(key.startsWith(prefix)).toBe(true);
        expect(key.slice(prefix.length)).toMatch(/^[A-Za-z0-9\-_.%]+$/);
        const path = new URL(`http://s3.invalid/bucket/${key.replaceAll('%', '%25')}`).pathname;
        expect(path.startsWith(`/bucket/${prefix}`)).toBe(true);
        expect(path.split('/')).toHaveLength(5);
      }),
    );
  });

  test('is another place for every other id', () => {
    fc.assert(
      fc.property(anyId, anyId, (one, other) => {
        expect(keyOf(one) === keyOf(other)).toBe(one === other);
      }),
    );
  });
});
