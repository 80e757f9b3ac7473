import type { Host } from './host';

export type StopRequests = {
  /** Aborted when the run is to end gracefully: take nothing new, finish what is in hand. */
  readonly signal: AbortSignal;
  /** Aborted when that has taken longer than it may: give up what is in hand. */
  readonly giveUp: AbortSignal;
  readonly stop: (reason: string) => void;
};

/**
 * States: running → stopping → giving up → exited. A first SIGINT or SIGTERM, or `stop`, moves running to stopping and says
 * so on stderr; a signal that comes after that exits at once with 130. `stop` while stopping changes nothing. Stopping
 * becomes giving up after `shutdownTimeoutSeconds`; 0 means never.
 */
export const listenForStop = (
  host: Host,
  programName: string,
  shutdownTimeoutSeconds: number,
): StopRequests => {
  const controller = new AbortController();
  const giveUp = new AbortController();
  const stop = (reason: string): void => {
    if (controller.signal.aborted) return;
    host.stderr.write(
      `${programName}: ${reason}stopping: finishing what is in hand (press Ctrl-C again to stop at once)\n`,
    );
    controller.abort();
    if (shutdownTimeoutSeconds > 0) setTimeout(() => giveUp.abort(), shutdownTimeoutSeconds * 1000).unref();
  };
  const onSignal = (): void => {
    if (controller.signal.aborted) host.exit(130);
    else stop('');
  };
  host.onSignal('SIGINT', onSignal);
  host.onSignal('SIGTERM', onSignal);
  return { signal: controller.signal, giveUp: giveUp.signal, stop: (reason) => stop(`${reason}; `) };
};
