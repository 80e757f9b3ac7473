import { closestMatch } from 'leven';

/**
 * The known name that someone who typed `typed` most likely meant: a few letters off, or a longer name that
 * contains it. Undefined when nothing is near.
 */
export const nearestName = (typed: string, known: readonly string[]): string | undefined => {
  // Of names equally near, the first wins: for the swapped letters of `mrw`, `mwr` and not `rb`.
  const byLength = known.toSorted((a, b) => lengthGap(typed, a) - lengthGap(typed, b));
  return (
    closestMatch(typed, byLength, { maxDistance: lettersOff(typed) }) ??
    (typed.length > 2 ? known.find((name) => name.includes(typed)) : undefined)
  );
};

const lengthGap = (a: string, b: string): number => Math.abs(a.length - b.length);

/** Two swapped letters count as two; a name of two letters resembles too much already with one. */
const lettersOff = ({ length }: string): number => (length < 3 ? 1 : Math.max(2, Math.ceil(length / 3)));
