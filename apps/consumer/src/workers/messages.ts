import type { ExitCode } from '@widgets/cli-kit';
import type { Account } from './account';

/** What a supervisor says to a worker: to end when the work in hand is done, and to give that up. */
export type Order = 'stop' | 'give-up';

/** What a worker says to its supervisor, over the channel between them. */
export type Report =
  /** Where it works from and to, in words. */
  | { readonly kind: 'headline'; readonly text: string }
  /** All that it has done so far. */
  | { readonly kind: 'account'; readonly account: Account }
  /** It cannot go on, and another in its place could not either. */
  | { readonly kind: 'failed'; readonly message: string; readonly exitCode: ExitCode };
