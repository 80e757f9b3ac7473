/** A number from 0 up to, not including, 1; always the same for the same purpose. */
export type Draw = (purpose: string) => number;

/**
 * Randomness without a state that moves: what is drawn for the nth event of a stream (a service's action, a queue's sends)
 * follows from seed, stream, n and purpose alone. So it depends neither on timing nor on what happens in other streams,
 * which concurrent programs interleave differently in every run, and changing one rate leaves the other draws as they are.
 */
export class SeededDraws {
  readonly #events = new Map<string, number>();

  constructor(private readonly seed: number) {}

  /** The draws of the next event of a stream. */
  next(stream: string): Draw {
    const event = (this.#events.get(stream) ?? 0) + 1;
    this.#events.set(stream, event);
    return (purpose) => fraction(`${this.seed} ${stream} ${event} ${purpose}`);
  }
}

/** FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/, whose last bits are then spread over all of the result. */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let position = 0; position < text.length; position += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(position), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
