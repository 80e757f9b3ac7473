import type { Clock } from '@widgets/widget-pipeline';

/** This machine's clocks. */
export const clock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };
