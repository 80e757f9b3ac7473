import { expect, test } from '@jest/globals';
import { needsCloud } from './needs-cloud';

test.each([
  [[], true],
  [['-rb=b', '-mwr', '3'], true],
  [['--help'], false],
  [['-mwr=3', '--dry-run'], false],
  [['--dry-run=false'], true],
])('%j needs a cloud: %s', (args, needs) => {
  expect(needsCloud(args)).toBe(needs);
});
