import { isFifoQueue } from '../fifo-queue';
import { queueDepth } from '../sqs/queue-depth';
import {
  createHeldLetters,
  type HeldLetter,
  type HeldLetters,
  type HeldLettersOptions,
} from './held-letters';

export type Looking = {
  /**
   * Called with letters that were not seen before; tells how many of them left the queue by `remove`. Not called for two
   * receives at once.
   */
  readonly visit: (letters: readonly HeldLetter[], hand: Pick<HeldLetters, 'remove'>) => Promise<number>;
  /** Whether no further letter is wanted. */
  readonly isDone: () => boolean;
};

/** How many letters were looked at, and how many more the queue says it has, by its approximate counts. */
export type Looked = { readonly looked: number; readonly beyond: number };

/** SQS may answer one receive empty although messages wait. */
const EMPTY_RECEIVES = 2;

/**
 * Shows every letter of a queue once. Letters are kept in hand until the end, so that each receive brings others, and
 * given back then, however it ends. A FIFO queue hands out nothing of a group beyond the ten of it that a receive brought
 * while they are in hand: when letters left the queue, those in hand are given back and the queue is gone through again.
 */
export async function lookThrough(
  options: HeldLettersOptions,
  looking: Looking,
  signal: AbortSignal,
): Promise<Looked> {
  const { sqs, queueUrl } = options;
  const hand = createHeldLetters(options);
  const seen = new Set<string>();
  try {
    let left = 1;
    while (left > 0 && goesOn(looking, signal)) {
      await hand.giveBack();
      left = await pass(hand, seen, looking, signal);
      if (!isFifoQueue(queueUrl)) break;
    }
    const depth = await queueDepth(sqs, queueUrl);
    return { looked: seen.size, beyond: Math.max(0, depth - hand.size) };
  } finally {
    await hand.close();
  }
}

const goesOn = ({ isDone }: Looking, signal: AbortSignal): boolean => !signal.aborted && !isDone();

/** Goes through what the queue hands out; tells how many letters left it. */
async function pass(
  hand: HeldLetters,
  seen: Set<string>,
  looking: Looking,
  signal: AbortSignal,
): Promise<number> {
  let left = 0;
  let empty = 0;
  while (empty < EMPTY_RECEIVES && goesOn(looking, signal)) {
    const received = await hand.receive();
    if (received === 'full') break;
    empty = received.length === 0 ? empty + 1 : 0;
    const fresh = received.filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    if (fresh.length > 0) left += await looking.visit(fresh, hand);
  }
  return left;
}
