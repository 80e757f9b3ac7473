import type { RequestSource, Sleep, WidgetStore } from '../ports';
import type { PipelineOptions } from '../run';
import { runPipeline } from '../run-pipeline';
import { createTally } from '../tally';
import { createRecordingLog } from './recording-log';

/** A pipeline under way, with all that a test looks at. */
export function startPipeline(
  given: { readonly source: RequestSource; readonly store: WidgetStore } & Partial<PipelineOptions>,
  stop = new AbortController(),
) {
  const pauses: number[] = [];
  const sleep: Sleep = (milliseconds) => {
    pauses.push(milliseconds);
    return Promise.resolve();
  };
  const log = createRecordingLog();
  const tally = createTally();
  const giveUp = new AbortController();
  const done = runPipeline(
    {
      tally,
      log,
      sleep,
      concurrency: 10,
      maxRequests: 0,
      stopWhenEmpty: false,
      isFatal: () => false,
      giveUp: giveUp.signal,
      ...given,
    },
    stop.signal,
  );
  return { done, stop, giveUp, tally, log, pauses };
}
