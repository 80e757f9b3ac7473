import type { Target } from '../compare/verdicts';

/** What our producer is to show. */
export const PRODUCER_TARGETS: readonly Target[] = [
  {
    what: 'AWS calls per request',
    metric: 'callsPerRequest',
    of: 'ours',
    bound: { atMost: 1.15 },
  },
];
