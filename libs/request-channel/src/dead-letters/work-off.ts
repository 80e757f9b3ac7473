import type { Pace } from '../pace';
import type { HeldLetter, HeldLetters, HeldLettersOptions } from './held-letters';
import type { Letter } from './letter';
import { lookThrough, type Looked } from './look-through';
import { isSelected, type Selection } from './selection';

/** What became of letters so far. */
export type WorkedOff = {
  selected: number;
  /** Put elsewhere, and gone from the queue. */
  done: number;
  /** Put elsewhere, and perhaps still in the queue as well: their deletion failed. */
  left: number;
};

export type WorkOffOptions = HeldLettersOptions & {
  readonly selection: Selection;
  /** 0: no limit. */
  readonly max: number;
  /** Epoch milliseconds; letters that were sent later are left alone: they may be the same ones, refused once more. */
  readonly sentBefore: number;
  /** Only counts what is selected. */
  readonly isDry: boolean;
  readonly pace: Pace;
  /** Called for each letter that is meant. */
  readonly onSelected: (letter: Letter) => void;
  readonly counts: WorkedOff;
};

/** Puts letters elsewhere for good, and calls back for each that is; may reject in the middle. */
export type PutElsewhere = (
  letters: readonly HeldLetter[],
  onSafe: (letter: HeldLetter) => void,
) => Promise<void>;

/**
 * Puts the selected letters elsewhere, and deletes each when that is confirmed: a crash between the two leaves a letter
 * in both places, never in none. Rejects when either fails, with the rest still in the queue.
 */
export function workOff(
  options: WorkOffOptions,
  putElsewhere: PutElsewhere,
  signal: AbortSignal,
): Promise<Looked> {
  const { selection, counts, isDry, max, pace } = options;
  const room = (): number => (max === 0 ? Infinity : max - counts.selected);
  const isDone = (): boolean =>
    room() <= 0 || (selection.kind === 'ids' && counts.selected >= selection.ids.size);

  return lookThrough(
    options,
    {
      isDone,
      async visit(letters, { remove }) {
        const meant = letters.filter((letter) => isMeant(letter, options)).slice(0, room());
        if (meant.length > 0 && !isDry) await pace(meant.length, signal);
        if (signal.aborted) return 0;
        counts.selected += meant.length;
        meant.forEach(options.onSelected);
        return isDry ? 0 : move(meant, { putElsewhere, remove, options });
      },
    },
    signal,
  );
}

const isMeant = (letter: HeldLetter, { selection, sentBefore }: WorkOffOptions): boolean =>
  letter.sentAt <= sentBefore && isSelected(letter, selection);

type Moving = {
  readonly putElsewhere: PutElsewhere;
  readonly remove: HeldLetters['remove'];
  readonly options: WorkOffOptions;
};

/** Tells how many letters left the queue. */
async function move(
  letters: readonly HeldLetter[],
  { putElsewhere, remove, options: { counts } }: Moving,
): Promise<number> {
  const safe: HeldLetter[] = [];
  const inHand = letters.filter(({ life }) => life.isLeased);
  const [put] = await Promise.allSettled([putElsewhere(inHand, (letter) => void safe.push(letter))]);
  const removals = await Promise.allSettled(safe.map(remove));
  const gone = removals.filter((end) => end.status === 'fulfilled' && end.value).length;
  counts.done += gone;
  counts.left += safe.length - gone;
  const failed = [put, ...removals].find((end) => end?.status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return gone;
}
