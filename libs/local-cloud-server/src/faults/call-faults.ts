import type { EntryFault } from '../http/call';
import type { FaultSettings } from './fault-settings';
import type { Draw } from './seeded-draws';

/** What becomes of a call; all but `acts` and `lost-answer` come instead of its action. */
export type Fate = 'acts' | 'lost-answer' | 'error' | 'reset' | 'expired-credentials';

export type CallFaults = {
  fate: Fate;
  latencyMs: number;
  /** From 0 to 1: which of the errors, where the fate is one. */
  errorDraw: number;
  entryFault: EntryFault | undefined;
};

/** Every rate has a draw of its own, so that the calls that one of them hits do not depend on the others. */
export function drawCallFaults(settings: FaultSettings, draw: Draw): CallFaults {
  const { latencyMs, partialRate } = settings;
  const [least, most] = latencyMs;
  return {
    fate: drawFate(settings, draw),
    latencyMs: most === 0 ? 0 : least + draw('latency') * (most - least),
    errorDraw: draw('which error'),
    entryFault: partialRate === 0 ? undefined : (position) => draw(`entry ${position}`) < partialRate,
  };
}

function drawFate({ resetRate, errorRate, lostAnswerRate }: FaultSettings, draw: Draw): Fate {
  if (draw('reset') < resetRate) return 'reset';
  if (draw('error') < errorRate) return 'error';
  return draw('lost answer') < lostAnswerRate ? 'lost-answer' : 'acts';
}
