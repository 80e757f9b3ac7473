import { UserError, type ExitCode, type ProgramContext } from '@widgets/cli-kit';
import type { Log, LogFields } from '@widgets/widget-pipeline';
import type { ConsumerConfig } from '../options';
import { runConsumer, type Reporter } from '../run-consumer';
import type { Order, Report } from './messages';

const ACCOUNT_EVERY_MS = 250;

/** The work of one worker, told to its supervisor instead of the user. */
export async function runWorker(
  number: number,
  config: ConsumerConfig,
  context: ProgramContext,
): Promise<ExitCode> {
  const { signal, giveUp } = takeOrders(config, context);
  try {
    await runConsumer(
      config,
      { ...context, signal, giveUp, log: numbered(context.log, number) },
      tellSupervisor,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await send({ kind: 'failed', message: error.message, exitCode: error.exitCode });
    return error.exitCode;
  }
}

/** Ends the run when the supervisor says so, and when there is none any more. */
function takeOrders(
  { shutdownTimeoutSeconds }: ConsumerConfig,
  context: ProgramContext,
): Pick<ProgramContext, 'signal' | 'giveUp'> {
  const stop = new AbortController();
  const giveUp = new AbortController();
  process.on('message', (order: Order) => (order === 'stop' ? stop : giveUp).abort());
  process.once('disconnect', () => {
    stop.abort();
    if (shutdownTimeoutSeconds > 0) setTimeout(() => giveUp.abort(), shutdownTimeoutSeconds * 1000).unref();
  });
  context.signal.addEventListener('abort', () => stop.abort());
  context.giveUp.addEventListener('abort', () => giveUp.abort());
  return { signal: stop.signal, giveUp: giveUp.signal };
}

const tellSupervisor: Reporter = async ({ headlines, account }, work) => {
  for (const text of headlines) await send({ kind: 'headline', text });
  const tell = (): Promise<void> => send({ kind: 'account', account: account() });
  const timer = setInterval(() => void tell(), ACCOUNT_EVERY_MS);
  try {
    await work();
  } finally {
    clearInterval(timer);
    await tell();
  }
};

/** Resolves when the channel has taken it; a supervisor that is gone needs no word. */
const send = (report: Report): Promise<void> =>
  new Promise((resolve) => {
    if (process.send === undefined || !process.connected) resolve();
    else process.send(report, undefined, {}, () => resolve());
  });

/** Every line tells which worker it is from. */
function numbered(log: Log, worker: number): Log {
  const line = (level: keyof Log) => (fields: LogFields, message: string) =>
    log[level]({ worker, ...fields }, message);
  return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
}
