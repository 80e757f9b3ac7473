import type { Host } from './host';

export type StopRequests = {
  /** Aborted when the run is to end gracefully: take nothing new, finish what is in hand. */
  readonly signal: AbortSignal;
  readonly stop: (reason: string) => void;
};

/**
 * States: running → stopping → exited. A first SIGINT or SIGTERM, or `stop`, moves running to stopping and says so on
 * stderr; a signal that comes while stopping exits at once with 130. `stop` while stopping changes nothing.
 */
export const listenForStop = (host: Host, programName: string): StopRequests => {
  const controller = new AbortController();
  const stop = (reason: string): void => {
    if (controller.signal.aborted) return;
    host.stderr.write(
      `${programName}: ${reason}stopping: finishing what is in hand (press Ctrl-C again to stop at once)\n`,
    );
    controller.abort();
  };
  const onSignal = (): void => {
    if (controller.signal.aborted) host.exit(130);
    else stop('');
  };
  host.onSignal('SIGINT', onSignal);
  host.onSignal('SIGTERM', onSignal);
  return { signal: controller.signal, stop: (reason) => stop(`${reason}; `) };
};
