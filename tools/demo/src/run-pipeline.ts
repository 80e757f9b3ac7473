import { DEFAULT_NAMES } from '@widgets/cli-kit';
import {
  localEnvironment,
  programFile,
  startProgram,
  type Ending,
  type RunningProgram,
} from '@widgets/programs';
import type { DemoConfig } from './options';

export type PipelineRun = {
  readonly config: DemoConfig;
  /** The folder of all that is built. */
  readonly dist: URL;
  /** The endpoint of the cloud that the programs use. */
  readonly url: string;
  /** Where the producer records what it sent. */
  readonly recordFile: string;
  readonly onLine: (line: string) => void;
  /** Ends both programs early. */
  readonly signal: AbortSignal;
};

const LONGEST_RUN_MS = 30_000;
const LONGEST_REQUEST_MS = 30;

/** Runs producer and consumer side by side until all requests are consumed; resolves with how each ended. */
export async function runPipeline(run: PipelineRun): Promise<{ producer: Ending; consumer: Ending }> {
  const producer = start(run, 'producer', [
    ...['-rb', DEFAULT_NAMES.requestBucket, '-rq', DEFAULT_NAMES.requestQueue],
    ...['-mwr', String(run.config.requests), '-ird', '0', '--record', run.recordFile],
    ...(run.config.seed === undefined ? [] : ['--seed', String(run.config.seed)]),
  ]);
  const consumer = start(run, 'consumer', [
    ...['-rb', DEFAULT_NAMES.requestBucket, '-rq', DEFAULT_NAMES.requestQueue],
    ...(run.config.store === 's3'
      ? ['-wb', DEFAULT_NAMES.widgetBucket]
      : ['-dwt', DEFAULT_NAMES.widgetTable]),
    ...['-qwt', '1', '--max-requests', String(run.config.requests)],
    // A request that is lost is missed by the check, not waited for.
    ...['-mrt', String(LONGEST_RUN_MS + run.config.requests * LONGEST_REQUEST_MS)],
  ]);
  const stop = (): void => [producer, consumer].forEach((program) => program.kill('SIGTERM'));
  run.signal.addEventListener('abort', stop, { once: true });
  if (run.signal.aborted) stop();
  // What a producer that failed did not send, the consumer would wait for in vain.
  void producer.ended.then(({ code }) => (code === 0 ? undefined : consumer.kill('SIGTERM')));
  const [producerEnding, consumerEnding] = await Promise.all([producer.ended, consumer.ended]);
  run.signal.removeEventListener('abort', stop);
  return { producer: producerEnding, consumer: consumerEnding };
}

function start(
  { dist, url, onLine }: PipelineRun,
  app: 'producer' | 'consumer',
  args: string[],
): RunningProgram {
  const env = localEnvironment(url, withoutOptions(process.env));
  return startProgram(programFile(dist, app), args, { env, onLine });
}

/** Options of the programs that the shell sets are not for the demo. */
const withoutOptions = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('WIDGET_')));
