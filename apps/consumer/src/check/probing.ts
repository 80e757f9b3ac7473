import { explainAwsError, isConnectionError, isCredentialsError } from '@widgets/aws-clients';
import type { Finding } from './finding';

export type Probed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly finding: Finding; readonly status: number | undefined };

/**
 * Makes a call that changes nothing; what AWS answers against it is a finding. Throws when there is nobody to ask, or with
 * credentials that nobody accepts: then every other call would fail alike.
 */
export async function probe<T>(about: string, call: () => Promise<T>): Promise<Probed<T>> {
  try {
    return { ok: true, value: await call() };
  } catch (error) {
    const what = explainAwsError(error);
    if (what === undefined || isConnectionError(error) || isCredentialsError(error)) throw error;
    return { ok: false, finding: { severity: 'fail', about, what }, status: statusOf(error) };
  }
}

const statusOf = (error: unknown): number | undefined =>
  (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode;

/** On a local cloud, where the consumer makes what is missing. */
export const madeAtStart = (about: string): Finding => ({
  severity: 'ok',
  about,
  what: 'is not there yet; on a local cloud the consumer makes it at its start',
});
