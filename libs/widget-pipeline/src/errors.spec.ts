import { expect, test } from '@jest/globals';
import { CannotContinue } from './errors';

test('CannotContinue says who is to blame, by default the world, and what caused it', () => {
  const cause = new Error('NoSuchBucket');
  const error = new CannotContinue('the bucket is gone', { cause });
  expect(error).toBeInstanceOf(Error);
  expect([error.name, error.message, error.blame, error.cause]).toEqual([
    'CannotContinue',
    'the bucket is gone',
    'world',
    cause,
  ]);
  expect(new CannotContinue('no bucket named', { blame: 'usage' }).blame).toBe('usage');
});
