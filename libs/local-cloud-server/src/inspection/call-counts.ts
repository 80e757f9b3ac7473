import type { AwsService } from '../http/call';

/** Service → action → number of calls; only what was called is there. */
export type CallCounts = Partial<Record<AwsService, Record<string, number>>>;

/** Counts calls as they arrive, whatever becomes of them. The actions are names that a service knows, so they are few. */
export class CallCounter {
  readonly #counts = new Map<AwsService, Map<string, number>>();

  count(service: AwsService, action: string): void {
    let actions = this.#counts.get(service);
    if (!actions) this.#counts.set(service, (actions = new Map<string, number>()));
    actions.set(action, (actions.get(action) ?? 0) + 1);
  }

  counts(): CallCounts {
    return Object.fromEntries(
      [...this.#counts].map(([service, actions]) => [service, Object.fromEntries(actions)]),
    );
  }

  reset(): void {
    this.#counts.clear();
  }
}
