import type { Calls } from '../cloud/bench-cloud';

/** One contestant, once, at one latency. */
export type Sample = {
  readonly contestant: string;
  /** Milliseconds that the cloud waits before each call. */
  readonly latencyMs: number;
  readonly round: number;
  readonly requests: number;
  /** From the contestant's first call that matters to its last effect. */
  readonly seconds: number;
  readonly perSecond: number;
  /** User and system time of the contestant's process from that call to its exit. */
  readonly cpuMsPerRequest: number;
  /** All calls from its start to its exit. */
  readonly callsPerRequest: number;
  readonly calls: Calls;
  /** Resident memory at its exit. */
  readonly rssMb: number;
};

export type Metric = 'perSecond' | 'cpuMsPerRequest' | 'callsPerRequest' | 'rssMb';
