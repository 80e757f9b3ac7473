import { UserError } from '@widgets/cli-kit';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { askHealth } from './ask-health';
import { cloudUrl } from './cloud-address';

const POLL_MS = 50;

/**
 * Ends the local cloud on a port, whoever started it, and waits until it is gone. Resolves with a sentence about it.
 * Throws `UserError` when that is not ours to end.
 */
export async function stopCloud(port: number): Promise<string> {
  const url = cloudUrl(port);
  const health = await askHealth(port);
  if (health.kind === 'nobody') return `no local cloud runs at ${url}`;
  if (health.kind === 'someone else') {
    throw new UserError(`what answers on ${url} is not our local cloud, and is left alone`);
  }
  // The pid means something only where the process runs: not so when a container's port is published here.
  if (health.host !== hostname()) {
    throw new UserError(`the local cloud at ${url} runs in ${health.host}: end it there`);
  }
  process.kill(health.pid, 'SIGTERM');
  while (await isStill(port, health.pid)) await pause(POLL_MS);
  return `the local cloud at ${url} has ended, and all that it held is gone`;
}

async function isStill(port: number, pid: number): Promise<boolean> {
  const health = await askHealth(port);
  return health.kind === 'ours' && health.pid === pid;
}
