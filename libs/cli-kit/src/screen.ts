import type { Host, HostOutput } from './host';
import { startProgressBar, type ProgressBar, type StartProgress } from './progress-bar';

/** A host on whose terminal everything that is written appears above the progress bar, while there is one. */
export type Screen = {
  readonly host: Host;
  /** Undefined where stderr is no terminal. */
  readonly startProgress: StartProgress | undefined;
};

export const createScreen = (host: Host): Screen => {
  let bar: ProgressBar | undefined;
  const endBar = (): void => {
    bar?.stop();
    bar = undefined;
  };
  const startProgress: StartProgress = (total) => {
    const started = startProgressBar(host.stderr, total);
    bar = started;
    return { ...started, stop: endBar };
  };
  const above = (output: HostOutput): HostOutput => ({
    ...(output.isTTY === undefined ? {} : { isTTY: output.isTTY }),
    on: (event, listener) => output.on(event, listener),
    write: (text: string, done?: () => void) => {
      if (bar === undefined || output.isTTY !== true || text === '') return output.write(text, done);
      bar.writeAbove(text);
      return done?.();
    },
  });
  return {
    host: {
      ...host,
      stdout: above(host.stdout),
      stderr: above(host.stderr),
      exit: (code) => {
        endBar();
        host.exit(code);
      },
    },
    startProgress: host.stderr.isTTY === true ? startProgress : undefined,
  };
};
