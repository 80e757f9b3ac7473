import { UserError, type Log, type ProgramContext } from '@widgets/cli-kit';
import {
  InvalidFaultsError,
  ListenError,
  PortInUseError,
  ResourceError,
  startLocalCloud,
  type CallReport,
  type LocalCloud,
} from '@widgets/local-cloud-server';
import { once } from 'node:events';
import { describeFaults, faultsOf } from './faults-of';
import { greeting } from './greeting';
import type { LocalCloudConfig } from './options';
import { resourcesOf, type StartResources } from './resources-of';

/** Serves until the signal is aborted, or until nobody has called for long enough. */
export async function runLocalCloud(config: LocalCloudConfig, context: ProgramContext): Promise<void> {
  const { print, signal, log } = context;
  const resources = resourcesOf(config);
  const cloud = await start(config, resources, log);
  print(`Local cloud listening on ${cloud.url}`);
  print(greeting(cloud.url, resources, describeFaults(cloud.faults())));
  if (!isLoopback(config.host)) {
    log.warn(
      { host: config.host },
      'other machines can reach this cloud, which asks nobody for a password: keep to networks you trust',
    );
  }
  await Promise.race([aborted(signal), idle(cloud, config.idleExitSeconds, print)]);
  await cloud.close();
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

async function idle(cloud: LocalCloud, seconds: number, print: (line: string) => void): Promise<void> {
  if (seconds === 0) return new Promise(() => undefined);
  await cloud.whenIdle(seconds * 1000);
  print(`No call for ${seconds} s: ended.`);
}

const isLoopback = (host: string): boolean => /^(127\.[\d.]+|localhost|::1)$/.test(host);

async function start(config: LocalCloudConfig, resources: StartResources, log: Log): Promise<LocalCloud> {
  const { port, host, allowedHosts, logLevel } = config;
  try {
    return await startLocalCloud({
      port,
      host,
      allowedHosts,
      ...resources,
      faults: faultsOf(config),
      ...(logLevel === 'debug' ? { onCall: (report) => logCall(report, log) } : {}),
    });
  } catch (error) {
    if (error instanceof PortInUseError) {
      const message = `port ${port} is taken, perhaps by another local cloud: end that one, or choose another with --port (0 takes a free one)`;
      throw new UserError(message, { cause: error });
    }
    if (error instanceof ListenError) throw new UserError(error.message, { cause: error });
    if (error instanceof ResourceError || error instanceof InvalidFaultsError) {
      throw new UserError(error.message, { cause: error, exitCode: 2 });
    }
    throw error;
  }
}

const logCall = ({ service, action, path, ...ending }: CallReport, log: Log): void =>
  log.debug({ ...ending, path }, `${service} ${action} ${ending.outcome}`);
