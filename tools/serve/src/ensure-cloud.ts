import { UserError } from '@widgets/cli-kit';
import { askHealth } from './ask-health';
import { cloudUrl } from './cloud-address';

/** Starts a cloud that outlives its starter. Resolves with its pid when a cloud answers on the port, or when it ended. */
export type StartCloud = (port: number) => Promise<{ readonly pid: number; readonly logFile: string }>;

export type EnsuredCloud = {
  readonly url: string;
  /** One sentence on where the cloud comes from. */
  readonly about: string;
};

/**
 * Makes sure that our local cloud answers on a port. Of several that start one at the same time the first to get the port
 * wins, and the others use that one. Throws `UserError` when the port is somebody else's, and when no cloud starts.
 */
export async function ensureCloud(port: number, start: StartCloud): Promise<EnsuredCloud> {
  const url = cloudUrl(port);
  const before = await askHealth(port);
  if (before.kind === 'ours') return { url, about: `using the local cloud at ${url}` };
  if (before.kind === 'someone else') throw notOurs(url);
  const { pid, logFile } = await start(port);
  const after = await askHealth(port);
  switch (after.kind) {
    case 'ours':
      return {
        url,
        about:
          after.pid === pid
            ? `started a local cloud at ${url}; it goes on without this program, and ends when nobody has called it for an hour (WIDGET_IDLE_EXIT), or with: npx nx run local-cloud:stop (its log: ${logFile})`
            : `using the local cloud at ${url}, which another program has just started`,
      };
    case 'someone else':
      throw notOurs(url);
    case 'nobody':
      throw new UserError(`the local cloud did not start on ${url}: see ${logFile}`);
  }
}

const notOurs = (url: string): UserError =>
  new UserError(
    `what answers on ${url} is not our local cloud: end it, or choose another port with WIDGET_PORT, or use :aws for the AWS settings of your shell`,
  );
