import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseAddress } from './address';

test.each([
  ['/', {}],
  ['/bucket', { bucket: 'bucket' }],
  ['/bucket/', { bucket: 'bucket' }],
  ['/bucket/a/b', { bucket: 'bucket', key: 'a/b' }],
  ['/bucket//a//b/', { bucket: 'bucket', key: '/a//b/' }],
  ['/bucket/../x', { bucket: 'bucket', key: '../x' }],
  ['/bucket/a+b%2Bc%20d%25', { bucket: 'bucket', key: 'a+b+c d%' }],
])('%s points to %j', (path, address) => {
  expect(parseAddress(path)).toEqual(address);
});

test('any key that a client encodes comes out as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (key) => {
      expect(parseAddress(`/bucket/${encodeURIComponent(key)}`).key).toBe(key);
    }),
  );
});

test.each(['/bucket/%', '/bucket/%4', '/bucket/%zz', '/bucket/%ff', '/bucket/%c3'])(
  '%s is an InvalidURI',
  (path) => {
    expect(() => parseAddress(path)).toThrow(expect.objectContaining({ code: 'InvalidURI' }));
  },
);
