import { startLocalCloud, systemClock, type FaultChoice } from '@widgets/local-cloud-server';
import { pipelineOn, type LocalPipeline } from './local-pipeline';

/** When a program is struck: at the n-th call of an action, before or after it is performed. It gets no answer to it. */
export type Strike = {
  readonly action: string;
  readonly call: number;
  readonly moment: 'before' | 'after';
  readonly strike: () => void;
};

/** A pipeline whose cloud can strike a program in the middle of a call, and whose time can be moved. */
export type StrikingPipeline = LocalPipeline & {
  /** Once. */
  strikeAt(strike: Strike): void;
  /** Moves the cloud's time on, so that leases end. */
  advance(milliseconds: number): void;
};

export async function startStrikingPipeline(
  options: { readonly faults?: FaultChoice } = {},
): Promise<StrikingPipeline> {
  let moved = 0;
  let next: Strike | undefined;
  let calls = 0;
  const cloud = await startLocalCloud({
    ...options,
    clock: { ...systemClock, now: () => Date.now() + moved },
    async intercept({ action }, act) {
      if (next?.action !== action || (calls += 1) < next.call) return act();
      const { moment, strike } = next;
      next = undefined;
      if (moment === 'after') await act();
      strike();
      return 'reset';
    },
  });
  return {
    ...pipelineOn(cloud),
    advance: (milliseconds) => void (moved += milliseconds),
    strikeAt(strike) {
      calls = 0;
      next = strike;
    },
  };
}
