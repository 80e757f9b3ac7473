import type { QueueDisorder } from '../sqs/queue-disorder';
import type { Faults } from './faults';

/** Half of the copies come when the message is received, half when it is deleted, each within this time. */
const LONGEST_PAUSE_MS = 1000;

/** Draws the disorder of all standard queues from the faults in force. */
export function queueDisorder(faults: Faults): QueueDisorder {
  return {
    ofMessage: (queue) => {
      const { duplicateRate, reorderWindow } = faults.settings;
      if (duplicateRate === 0 && reorderWindow === 0) return undefined;
      const draw = faults.ofQueue(queue, 'send');
      return {
        overtakenBy: Math.floor(draw('overtaken') * (reorderWindow + 1)),
        copy:
          draw('copied') < duplicateRate
            ? {
                after: draw('after') < 0.5 ? 'receive' : 'delete',
                pauseMs: Math.floor(draw('pause') * LONGEST_PAUSE_MS),
              }
            : undefined,
      };
    },
    findsNothing: (queue) => {
      const { emptyReceiveRate } = faults.settings;
      return emptyReceiveRate > 0 && faults.ofQueue(queue, 'receive')('empty') < emptyReceiveRate;
    },
  };
}
