import type { CallCounts } from '@widgets/aws-clients';
import type { QueueCounts } from '@widgets/request-channel';
import type { Clock, Tally } from '@widgets/widget-pipeline';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { OnError } from './count-errors';
import type { Vitals } from './vitals';

/** What the metrics show. */
export type Measured = {
  readonly tally: Tally;
  readonly vitals: Vitals;
  readonly calls: () => CallCounts;
  readonly concurrency: () => number;
  /** `undefined` when there is no queue, or it does not answer. */
  readonly depth: () => Promise<QueueCounts | undefined>;
  readonly clock: Clock;
};

export type Metrics = {
  readonly registry: Registry;
  /** A request was applied that was sent at this time, epoch milliseconds. */
  readonly applied: (sentAt: number) => void;
  /** A call met an error with this code. */
  readonly callFailed: OnError;
};

/** From ten milliseconds to an hour: a queue may have waited for its consumer. */
const LATENCY_BUCKETS = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3600];

export function createMetrics(measured: Measured): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  addCounters(registry, measured);
  addGauges(registry, measured);
  const latency = new Histogram({
    name: 'widget_request_latency_seconds',
    help: 'Time from the sending of a request to its application.',
    buckets: LATENCY_BUCKETS,
    registers: [registry],
  });
  const errors = new Counter({
    name: 'widget_aws_call_errors_total',
    help: 'HTTP requests to AWS that met an error, retries included, by the code of the error.',
    labelNames: ['service', 'action', 'code'],
    registers: [registry],
  });
  return {
    registry,
    applied: (sentAt) => latency.observe(Math.max(0, measured.clock.now() - sentAt) / 1000),
    callFailed: (service, action, code) => errors.inc({ service, action, code }),
  };
}

function addCounters(registry: Registry, { tally, calls }: Measured): void {
  const requests: Counter = new Counter({
    name: 'widget_requests_total',
    help: 'Requests by type and outcome.',
    labelNames: ['type', 'outcome'],
    registers: [registry],
    collect() {
      requests.reset();
      for (const [type, outcomes] of tally.counts) {
        for (const [outcome, count] of outcomes) requests.inc({ type, outcome }, count);
      }
    },
  });
  const made: Counter = new Counter({
    name: 'widget_aws_calls_total',
    help: 'HTTP requests to AWS, retries included.',
    labelNames: ['service', 'action'],
    registers: [registry],
    collect() {
      made.reset();
      for (const [service, actions] of Object.entries(calls())) {
        for (const [action, count] of Object.entries(actions)) made.inc({ service, action }, count);
      }
    },
  });
}

function addGauges(registry: Registry, { vitals, concurrency, depth, clock }: Measured): void {
  const gauge = (name: string, help: string, value: () => number): void => {
    const made: Gauge = new Gauge({ name, help, registers: [registry], collect: () => made.set(value()) });
  };
  gauge('widget_in_hand', 'Messages or objects that are received and not settled.', () => vitals.inHand.size);
  gauge('widget_concurrency_limit', 'Messages or objects that may be in hand at once.', concurrency);
  gauge('widget_lag_seconds', 'Age of the oldest request in hand since it was sent; 0 with none.', () =>
    ageOfOldest(vitals, clock.now()),
  );
  gauge(
    'widget_failed_receives',
    'Receives that have failed since one succeeded.',
    () => vitals.failedReceives,
  );
  const queue: Gauge = new Gauge({
    name: 'widget_queue_messages',
    help: 'Messages in the queue, as SQS counts them; at most 15 seconds old.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const counts = await depth();
      queue.reset();
      if (counts === undefined) return;
      queue.set({ state: 'visible' }, counts.visible);
      queue.set({ state: 'in_flight' }, counts.inFlight);
      queue.set({ state: 'delayed' }, counts.delayed);
    },
  });
}

function ageOfOldest({ inHand }: Vitals, now: number): number {
  const oldest = Math.min(now, ...[...inHand].map(({ sentAt }) => sentAt ?? now));
  return (now - oldest) / 1000;
}
