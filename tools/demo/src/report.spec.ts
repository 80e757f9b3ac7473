import { expect, test } from '@jest/globals';
import { describeVerdict } from './report';

test('all is well when every request was recorded and no widget differs', () => {
  expect(describeVerdict({ requests: 1000, widgets: 412, differences: [] }, 1000)).toEqual({
    ok: true,
    text: '1,000 requests, 412 widgets: 0 lost, 0 wrong',
  });
});

test('a missing widget is lost, a differing or needless one is wrong, and each is shown', () => {
  const { ok, text } = describeVerdict(
    {
      requests: 10,
      widgets: 3,
      differences: [
        { kind: 'missing', place: 'w1' },
        { kind: 'extra', place: 'w2' },
        { kind: 'wrong', place: 'w3', property: 'color', expected: 'red', found: undefined },
      ],
    },
    10,
  );
  expect(ok).toBe(false);
  expect(text.split('\n')).toEqual([
    '10 requests, 3 widgets: 1 lost, 2 wrong',
    '  w1 is missing',
    '  w2 should not be there',
    '  w3: color is undefined, and should be "red"',
  ]);
});

test('a request that was asked for and never sent is lost', () => {
  const verdict = describeVerdict({ requests: 9, widgets: 3, differences: [] }, 10);
  expect(verdict).toEqual({ ok: false, text: '9 requests, 3 widgets: 1 lost, 0 wrong' });
});
