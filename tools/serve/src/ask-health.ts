import { cloudUrl } from './cloud-address';

/** Who answers on a port of this machine. */
export type Health =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'someone else' }
  /** `host` is the name of the machine or container that the process runs in. */
  | { readonly kind: 'ours'; readonly pid: number; readonly host: string };

/** A bound for what hangs: a cloud that has just begun may take its time on a busy machine. */
const ANSWER_WITHIN_MS = 10_000;

export async function askHealth(port: number): Promise<Health> {
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const answer = await fetch(`${cloudUrl(port)}/_local/health`, { signal });
    return readHealth(await answer.json());
  } catch (error) {
    const isRefused = JSON.stringify(error, ['cause', 'code']).includes('ECONNREFUSED');
    return { kind: isRefused ? 'nobody' : 'someone else' };
  }
}

function readHealth(body: unknown): Health {
  const { server, pid, host } = (body ?? {}) as Readonly<Record<string, unknown>>;
  return server === 'local-cloud' && typeof pid === 'number' && typeof host === 'string'
    ? { kind: 'ours', pid, host }
    : { kind: 'someone else' };
}
