import { expect, test } from '@jest/globals';
import { createNamedBuckets } from './named-buckets';

test('a bucket that the user named is right', () => {
  const buckets = createNamedBuckets(['one', 'two']);
  expect(['one', 'two'].map((bucket) => buckets.judge(bucket))).toEqual(['named', 'named']);
});

test('another bucket is perhaps what the user meant until one pointer was right, and wrong from then on', () => {
  const buckets = createNamedBuckets(['one']);
  expect(['other', 'other', 'one', 'other'].map((bucket) => buckets.judge(bucket))).toEqual([
    'perhaps-mistyped',
    'perhaps-mistyped',
    'named',
    'not-named',
  ]);
});

test('names are compared whole', () => {
  const buckets = createNamedBuckets(['one']);
  buckets.judge('one');
  expect(['ONE', 'one ', 'on', 'one/x', ''].map((bucket) => buckets.judge(bucket))).not.toContain('named');
});

test('with no bucket named no pointer can be followed', () => {
  expect(createNamedBuckets([]).judge('one')).toBe('none-named');
});
