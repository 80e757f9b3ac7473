import { cpus, release, totalmem, type } from 'node:os';

/** What figures depend on, besides the code. */
export type Machine = {
  readonly processors: number;
  readonly processor: string;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
};

export const describeMachine = (): Machine => ({
  processors: cpus().length,
  processor: cpus()[0]?.model.trim() || 'unknown',
  memoryGb: Math.round(totalmem() / 1024 ** 3),
  system: `${type()} ${release()}`,
  node: process.version,
});
