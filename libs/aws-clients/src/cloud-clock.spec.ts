import { expect, test } from '@jest/globals';
import { createCloudClock } from './cloud-clock';

const NOON = 'Tue, 24 Nov 2026 12:00:00 GMT';
const noon = Date.parse(NOON);

test.each([
  ['within the second that the header tells', noon + 400, noon + 420, 0],
  ['sent before that second and answered in it', noon - 300, noon + 10, 0],
  ['four seconds behind', noon - 4000, noon - 3950, 3950],
  ['four seconds ahead', noon + 5000, noon + 5050, -4000],
])('a clock that is %s is off by the distance to that second', (_what, sentAt, receivedAt, offset) => {
  const clock = createCloudClock();
  clock.observe(sentAt, receivedAt, NOON);
  expect(clock.offsetMs()).toBe(offset);
});

test('the first answer counts, and a date that is none does not', () => {
  const clock = createCloudClock();
  expect(clock.offsetMs()).toBe(0);
  clock.observe(noon, noon, 'no date');
  clock.observe(noon - 4000, noon - 4000, NOON);
  clock.observe(noon, noon, NOON);
  expect(clock.offsetMs()).toBe(4000);
});
