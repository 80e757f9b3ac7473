import { expect, test } from '@jest/globals';
import type { Expiration } from '@widgets/aws-clients';
import { judgeExpirations } from './judge-expirations';

const DAY = 24 * 60 * 60;

const judge = (expiration: Partial<Expiration>, pointedToSeconds: number | undefined = 18 * DAY) =>
  judgeExpirations({
    bucket: 'requests',
    expirations: [{ rule: 'old', prefix: '', days: 7, isTagged: false, ...expiration }],
    widgetPrefix: 'widgets/',
    pointedToSeconds,
  });

test.each([
  ['goes before its message', { days: 17 }, 'warn'],
  ['goes together with its message', { days: 18 }, 'warn'],
  ['outlives its message', { days: 19 }, 'ok'],
  ['goes on a date', { days: 'on a date' }, 'warn'],
  ['is one of some keys', { prefix: '17', days: 1 }, 'warn'],
] as const)('a request that %s', (_what, expiration, severity) => {
  expect(judge(expiration)).toEqual([
    expect.objectContaining({ severity, about: 'request bucket requests' }),
  ]);
});

test('the fix names an age that is enough', () => {
  const [, enough] = /wait for (\d+) days/.exec(judge({ days: 3 })[0]?.fix ?? '') ?? [];
  expect(judge({ days: Number(enough) })[0]?.severity).toBe('ok');
});

test.each([
  ['rejected requests', { prefix: 'rejected/', days: 1 }],
  ['widgets', { prefix: 'widgets/old', days: 1 }],
  ['objects with a tag', { isTagged: true, days: 1 }],
])('a rule about %s is none about requests', (_what, expiration) => {
  expect(judge(expiration)).toEqual([
    expect.objectContaining({ severity: 'ok', what: 'no lifecycle rule deletes requests' }),
  ]);
});

test('where a bucket is polled, no message points anywhere', () => {
  const polled = { bucket: 'b', widgetPrefix: '', pointedToSeconds: undefined };
  const expirations = [{ rule: 'old', prefix: '', days: 1, isTagged: false }];
  expect(judgeExpirations({ ...polled, expirations })).toEqual([
    expect.objectContaining({
      severity: 'ok',
      what: 'lifecycle rule old deletes requests that nobody has applied for 1 day',
    }),
  ]);
});
