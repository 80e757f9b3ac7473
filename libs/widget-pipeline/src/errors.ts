/**
 * No retry heals this in the present run: a bucket is gone, a queue of pointers was given no bucket. The engine stops
 * receiving, gives back what it holds, and rejects with it.
 */
export class CannotContinue extends Error {
  override readonly name = 'CannotContinue';
  /** `usage`: the command line is to blame, `world`: everything else. */
  readonly blame: 'usage' | 'world';

  constructor(message: string, options: { blame?: 'usage' | 'world'; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.blame = options.blame ?? 'world';
  }
}
