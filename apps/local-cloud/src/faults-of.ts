import type { FaultChoice, FaultSettings } from '@widgets/local-cloud-server';
import type { LocalCloudConfig } from './options';

/** The faults that a command line asks for. */
export function faultsOf(config: LocalCloudConfig): FaultChoice {
  const { seed, latencyMs = [0, 0], faultOnly, expireCredentialsAfterSeconds = null } = config;
  const { errorRate, resetRate, lostAnswerRate, partialRate } = config;
  const { duplicateRate, reorderWindow, emptyReceiveRate } = config;
  return {
    ...(seed === undefined ? {} : { seed }),
    latencyMs: [...latencyMs],
    errorRate,
    resetRate,
    lostAnswerRate,
    partialRate,
    expireCredentialsAfterSeconds,
    only: [...faultOnly],
    duplicateRate,
    reorderWindow,
    emptyReceiveRate,
  };
}

/** The faults that are on, in one line; undefined when none is. */
export function describeFaults({ seed, only, ...faults }: FaultSettings): string | undefined {
  const on = Object.entries(faults).filter(([, value]) => value !== null && Math.max(...[value].flat()) > 0);
  if (on.length === 0) return undefined;
  const limited = only.length > 0 ? `, limited to ${only.join(', ')}` : '';
  return `${on.map(([name, value]) => `${name} ${[value].flat().join('-')}`).join(', ')}${limited}; seed ${seed}`;
}
