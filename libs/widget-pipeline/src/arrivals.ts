/**
 * Starts every task at once, and lets each go on only when all that arrived before it have: `proceed` is called in the
 * order of arrival, and what it returns is not waited for by those behind. A task that fails lets the next one go on.
 */
export type Arrivals = {
  arrive<T, U>(task: () => Promise<T>, proceed: (result: T) => Promise<U>): Promise<U>;
};

export function createArrivals(): Arrivals {
  let earlier: Promise<unknown> = Promise.resolve();
  return {
    async arrive(task, proceed) {
      const result = task();
      // A failure is reported in turn; until then nobody listens.
      result.catch(ignore);
      const turn = earlier.then(() => result).then((value) => ({ going: proceed(value) }));
      earlier = turn.catch(ignore);
      const { going } = await turn;
      return going;
    },
  };
}

const ignore = (): void => undefined;
