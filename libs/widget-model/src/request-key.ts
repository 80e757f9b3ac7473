const MILLISECOND_DIGITS = 13;
const COUNTER_DIGITS = 6;
const COUNTER_END = 10 ** COUNTER_DIGITS;

/**
 * Names request objects: `<13-digit epoch ms>-<6-digit counter>-<run>`. Keys sort in the order of production and among
 * the bare epoch milliseconds that the courses' producer uses, and no two producers make the same one.
 *
 * @param now epoch milliseconds; may go back, the keys do not
 * @param run 8 hex digits, drawn anew for each run of a producer
 */
export function createRequestKeys(now: () => number, run: string): () => string {
  let millisecond = 0;
  let counter = 0;
  return () => {
    const current = Math.floor(now());
    if (current > millisecond) {
      millisecond = current;
      counter = 0;
    } else if (counter === COUNTER_END) {
      millisecond += 1;
      counter = 0;
    }
    const key = [digits(millisecond, MILLISECOND_DIGITS), digits(counter, COUNTER_DIGITS), run].join('-');
    counter += 1;
    return key;
  };
}

const digits = (value: number, width: number): string => value.toString().padStart(width, '0');
