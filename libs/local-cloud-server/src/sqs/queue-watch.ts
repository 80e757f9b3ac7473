type Watch = { isSo: () => boolean; resolve: () => void };

/** Lets others await a state of a queue, which says so whenever it may have changed. Nobody waiting costs nothing. */
export class QueueWatch {
  readonly #watches = new Set<Watch>();

  /** Resolves as soon as the condition holds, at once if it does. */
  until(isSo: () => boolean): Promise<void> {
    if (isSo()) return Promise.resolve();
    return new Promise((resolve) => this.#watches.add({ isSo, resolve }));
  }

  look(): void {
    for (const watch of this.#watches) {
      if (!watch.isSo()) continue;
      this.#watches.delete(watch);
      watch.resolve();
    }
  }
}
