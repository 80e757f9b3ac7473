import { MultiBar } from 'cli-progress';
import { Writable } from 'node:stream';
import type { HostOutput } from './host';

/** A line at the bottom of a terminal that is drawn anew in its place. */
export type ProgressBar = {
  readonly update: (done: number, text: string) => void;
  /** Writes whole lines above it. */
  readonly writeAbove: (lines: string) => void;
  /** Takes it away. */
  readonly stop: () => void;
};

/** How it is started where there is a terminal; without a `total` there is no bar but the text alone. */
export type StartProgress = (total: number | undefined) => ProgressBar;

const BAR_COLUMNS = 24;
const USUAL_COLUMNS = 80;

export const startProgressBar = (terminal: HostOutput, total: number | undefined): ProgressBar => {
  const bars = new MultiBar({
    stream: asStream(terminal),
    format: total === undefined ? '{text}' : '{bar} {percentage}%  {text}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: BAR_COLUMNS,
    emptyOnZero: true,
    // The text is cut at the edge, and no mode of the terminal is changed that a crash would leave behind.
    linewrap: true,
    clearOnComplete: true,
    forceRedraw: true,
    // A signal asks for an orderly end, to which the work goes on.
    gracefulExit: false,
  });
  const bar = bars.create(total ?? 0, 0, { text: '' });
  return {
    update: (done, text) => bar.update(done, { text }),
    writeAbove: (lines) => {
      bars.log(lines);
      bars.update();
    },
    stop: () => bars.stop(),
  };
};

/** The library wants a stream of Node's; everything is written before a call returns. */
const asStream = (terminal: HostOutput): Writable => {
  const stream = new Writable({
    decodeStrings: false,
    write: (text: string, _encoding, done) => {
      terminal.write(text);
      done();
    },
  });
  return Object.defineProperties(stream, {
    isTTY: { value: true },
    columns: { get: () => terminal.columns ?? USUAL_COLUMNS },
  });
};
