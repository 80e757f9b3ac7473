import type { Clock } from '../clock';

/** Knows since when no call has been under way; a receive that waits is one that is under way. */
export class IdleWatch {
  #underWay = 0;
  #lastEndMs: number;
  #lookAtEnd: (() => void)[] = [];

  constructor(private readonly clock: Clock) {
    this.#lastEndMs = clock.now();
  }

  started(): void {
    this.#underWay += 1;
  }

  ended(): void {
    this.#underWay -= 1;
    this.#lastEndMs = this.clock.now();
    if (this.#underWay === 0) for (const look of this.#lookAtEnd.splice(0)) look();
  }

  /** Resolves as soon as `idleMs` have passed without a call. */
  whenIdle(idleMs: number): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        const leftMs = this.#lastEndMs + idleMs - this.clock.now();
        if (this.#underWay > 0) this.#lookAtEnd.push(look);
        else if (leftMs > 0) this.clock.after(leftMs, look);
        else resolve();
      };
      look();
    });
  }
}
