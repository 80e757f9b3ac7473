import type { Target } from '../compare/verdicts';

/** What our consumer is to show within one run. */
export const consumerTargets = (isInline: boolean): readonly Target[] => [
  rate('sqs-consumer-1', 'times one sqs-consumer', 5, 30),
  rate('sqs-consumer-6', 'times six sqs-consumers', 1.3, 30),
  rate('sqs-consumer-1', 'times one sqs-consumer', 1.2, 0),
  rate('bare', 'of the bare SDK loop', 0.9),
  {
    what: "CPU per request, times the bare SDK loop's",
    metric: 'cpuMsPerRequest',
    of: 'ours',
    to: 'bare',
    bound: { atMost: 1.15 },
  },
  {
    what: isInline ? 'AWS calls per request, inline' : 'AWS calls per request',
    metric: 'callsPerRequest',
    of: 'ours',
    bound: { atMost: isInline ? 1.25 : 2.25 },
  },
];

const rate = (to: string, words: string, atLeast: number, latencyMs?: number): Target => ({
  what: `requests a second, ${words}`,
  metric: 'perSecond',
  of: 'ours',
  to,
  ...(latencyMs === undefined ? {} : { latencyMs }),
  bound: { atLeast },
});
