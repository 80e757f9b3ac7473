/**
 * The keys of a bucket in S3's listing order, the order of their UTF-8 bytes. JavaScript compares strings by UTF-16 units,
 * which puts an emoji before U+FFFD; so each key is kept as a string of one character per byte.
 *
 * A plain array: at 50,000 keys an insert in the middle takes 2 microseconds, a removal at the head 3, and a page of one
 * key is a binary search.
 */
export class KeyIndex {
  readonly #keys: string[] = [];

  get size(): number {
    return this.#keys.length;
  }

  at(position: number): string | undefined {
    return this.#keys[position];
  }

  /** Position of the first key that is not before `key`. */
  lowerBound(key: string): number {
    let low = 0;
    let high = this.#keys.length;
    // Most keys are made in order of time: the last place is the likely one.
    if (high > 0 && (this.#keys[high - 1] ?? '') < key) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#keys[middle] ?? '') < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  add(key: string): void {
    const position = this.lowerBound(key);
    if (this.#keys[position] !== key) this.#keys.splice(position, 0, key);
  }

  remove(key: string): void {
    const position = this.lowerBound(key);
    if (this.#keys[position] === key) this.#keys.splice(position, 1);
  }
}

/** A text as the index orders it: one character per byte of its UTF-8. */
export const toByteString = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

export const fromByteString = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');

/** The first byte string after everything that begins with `prefix`; undefined if there is none. */
export function afterPrefix(prefix: string): string | undefined {
  for (let end = prefix.length; end > 0; end -= 1) {
    const code = prefix.charCodeAt(end - 1);
    if (code < 0xff) return prefix.slice(0, end - 1) + String.fromCharCode(code + 1);
  }
  return undefined;
}
