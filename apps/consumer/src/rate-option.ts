import { integerOption } from '@widgets/cli-kit';

/** How fast messages are posted or deleted. */
export const rateOption = (what: string) =>
  integerOption({
    flags: '--rate',
    group: 'Work',
    placeholder: 'N',
    min: 1,
    max: 100_000,
    default: 100,
    description: `at most so many ${what} a second`,
  });
