import type { Clock } from '../clock';

/** The second deliveries that a queue has decided on and not made yet. */
export class SecondDeliveries {
  readonly #cancels = new Set<() => void>();

  constructor(private readonly clock: Clock) {}

  get pending(): boolean {
    return this.#cancels.size > 0;
  }

  schedule(pauseMs: number, deliver: () => void): void {
    const cancel = this.clock.after(pauseMs, () => {
      this.#cancels.delete(cancel);
      deliver();
    });
    this.#cancels.add(cancel);
  }

  cancelAll(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }
}
