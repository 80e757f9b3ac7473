import type { QueueFacts } from './judge-queue';

/** How long a message may point to its request: in the queue, and then, sent anew, as a dead letter. */
export const pointedToSeconds = ({ settings, deadLetters }: QueueFacts): number =>
  settings.retentionSeconds + (deadLetters?.retentionSeconds ?? 0);
