import { programFile } from '@widgets/programs';
import { execFile, spawn } from 'node:child_process';
import { mkdir, open } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { askHealth } from './ask-health';
import type { StartCloud } from './ensure-cloud';

const POLL_MS = 50;
/** Without a call for so long, the cloud ends by itself: somebody may have forgotten it. */
const IDLE_EXIT_SECONDS = '3600';

/** The verb by which this program calls itself. */
export const LAUNCH = 'launch-cloud';

/**
 * Starts the cloud by way of a second process that ends as soon as the cloud answers. A child of this one would be ended
 * with it: on Ctrl-C Nx ends all descendants, in whatever process group they are.
 *
 * @param dist the folder of all that is built; the log is in the folder `tmp` beside it
 */
export const startDetached =
  (dist: URL): StartCloud =>
  async (port) => {
    const logFile = fileURLToPath(new URL(`../tmp/local-cloud-${port}.log`, dist));
    await mkdir(new URL('../tmp/', dist), { recursive: true });
    const self = fileURLToPath(new URL('tools/serve/serve.mjs', dist));
    const { stdout } = await promisify(execFile)(process.execPath, [self, LAUNCH, String(port), logFile]);
    return { pid: Number(stdout), logFile };
  };

/** What that second process does: prints the cloud's pid once a cloud answers on the port, or the one it started ended. */
export async function launchCloud(dist: URL, port: number, logFile: string): Promise<void> {
  const log = await open(logFile, 'a');
  const cloud = spawn(process.execPath, [programFile(dist, 'local-cloud'), '--port', String(port)], {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: cloudEnvironment(process.env),
  });
  const hasEnded = (): boolean => cloud.exitCode !== null || cloud.signalCode !== null;
  while (!hasEnded() && (await askHealth(port)).kind !== 'ours') await pause(POLL_MS);
  cloud.unref();
  await log.close();
  process.stdout.write(String(cloud.pid));
}

/** What is set for the programs' options is not meant for the cloud: `WIDGET_MAX_RUNTIME`, `WIDGET_LOG_FILE`. */
function cloudEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !name.startsWith('WIDGET_'));
  return {
    ...Object.fromEntries(kept),
    WIDGET_IDLE_EXIT: env['WIDGET_IDLE_EXIT'] ?? IDLE_EXIT_SECONDS,
  };
}
