import { createClients, describeCalls, explainAwsError, type AwsClients } from '@widgets/aws-clients';
import { reportRun, sleep, UserError, type ProgramContext } from '@widgets/cli-kit';
import { createRequestKeys } from '@widgets/widget-model';
import { CannotContinue } from '@widgets/widget-pipeline';
import { openPublisher } from './open-publisher';
import { askedPace, requestLimit, type ProducerConfig } from './options';
import { delayPace, ratePace, type Pace } from './pace';
import { describePlan, planRun, type RunPlan } from './plan-run';
import { createSent, GivenUp, produce, sentTotal } from './produce';
import { NO_RECORDER, openRecorder } from './recorder';
import { openRequests } from './request-stream';
import { newRunPart } from './run-part';
import { describeProgress, describeRun } from './summary';

/** Sockets for batches of messages, besides one for each request on its way. */
const SPARE_SOCKETS = 8;
const WORTH_A_WARNING_MS = 1000;

/** One run of the producer, from its config to its summary. Throws `UserError` when it cannot go on. */
export async function runProducer(config: ProducerConfig, context: ProgramContext): Promise<void> {
  try {
    const clients = await createClients({
      ...config,
      maxSockets: config.concurrency + SPARE_SOCKETS,
      onWarning: (message) => context.log.warn({}, message),
    });
    await run(config, context, clients).finally(() => clients.destroy());
  } catch (error) {
    const isTold = error instanceof CannotContinue || error instanceof GivenUp;
    const message = isTold ? error.message : explainAwsError(error);
    throw message === undefined ? error : new UserError(message, { cause: error });
  }
}

async function run(config: ProducerConfig, context: ProgramContext, clients: AwsClients): Promise<void> {
  const plan = checkedPlan(config, clients);
  const publisher = await openPublisher(clients, plan);
  const nextKey = createRequestKeys(correctedClock(clients, context), newRunPart());
  const { requests, about } = await openRequests(config, nextKey);
  const recorder = config.record === undefined ? NO_RECORDER : await openRecorder(config.record);
  context.print(`producer: to ${describePlan(plan)}, on ${clients.where}; ${about}`);

  const sent = createSent();
  const { concurrency } = config;
  const pace = paceOf(config);
  const options = {
    requests,
    publisher,
    recorder,
    sent,
    concurrency,
    pace,
    sleep,
    giveUp: context.giveUp,
    log: context.log,
    done: sentWords(plan),
  };
  const stopping = AbortSignal.any([context.signal, recorder.broken]);
  const question = () => ({ requests: sentTotal(sent), requestBuckets: pointedInto(plan) });
  const report = {
    print: context.print,
    progress: (seconds: number) => `producer: ${describeProgress(sent, seconds, pace.lag)}`,
    bar: { start: context.startProgress, done: () => sentTotal(sent), total: knownTotal(config) },
    summary: (seconds: number) =>
      describeRun(sent, {
        about,
        seconds,
        lag: pace.lag,
        calls: describeCalls(clients.meter.reading(), question()),
      }),
  };
  await reportRun(report, () => produce(options, stopping).finally(() => recorder.close()));
}

function paceOf(config: ProducerConfig): Pace {
  const asked = askedPace(config);
  const monotonic = (): number => performance.now();
  return 'perSecond' in asked ? ratePace(asked.perSecond, monotonic) : delayPace(asked.delayMs, monotonic);
}

/** How many requests there will be, where that is known beforehand. */
function knownTotal(config: ProducerConfig): number | undefined {
  const limit = requestLimit(config);
  return limit === Infinity || config.replay !== undefined ? undefined : limit;
}

/** The bucket that inline messages would not need. */
const pointedInto = (plan: RunPlan): readonly string[] => (plan.kind === 'pointers' ? [plan.bucket] : []);

/** What has been done with a request when it is sent. */
const sentWords = ({ kind }: RunPlan): string =>
  ({ bucket: 'stored', pointers: 'stored, and its message posted', inline: 'posted' })[kind];

function checkedPlan(config: ProducerConfig, { isLoopback }: AwsClients): RunPlan {
  const plan = planRun(config, isLoopback);
  if ('problem' in plan) throw new UserError(plan.problem, { exitCode: 2 });
  return plan;
}

/** Keys carry the cloud's time, so that those of producers on several machines sort together. */
function correctedClock({ clockOffsetMs }: AwsClients, { log }: ProgramContext): () => number {
  const offset = clockOffsetMs();
  if (Math.abs(offset) > WORTH_A_WARNING_MS) {
    log.warn(
      { offsetMs: offset },
      "this machine's clock is off by more than a second: keys carry the cloud's time",
    );
  }
  return () => Date.now() + offset;
}
