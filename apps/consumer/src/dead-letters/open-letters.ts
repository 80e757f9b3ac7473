import { ensureQueue, queueName, readQueueSettings, type AwsClients } from '@widgets/aws-clients';
import { DEFAULT_NAMES, sleep, UserError, type ProgramContext } from '@widgets/cli-kit';
import { readDeadLetterSources, type HeldLettersOptions } from '@widgets/request-channel';
import { clock } from '../clock';

/** What the user said of the queues, by name or URL. */
export type NamedLetters = {
  readonly deadLetterQueue: string | undefined;
  readonly requestQueue: string | undefined;
};

/** On AWS a receive that waits at all asks every server of the queue. */
const WAIT_SECONDS = 1;
const LEASE_SECONDS = 30;

/** Finds the queue of the letters, and warns when looking at them may move them on. Throws `UserError` when none is named. */
export async function openLetters(
  clients: AwsClients,
  named: NamedLetters,
  { log, print, giveUp }: Pick<ProgramContext, 'log' | 'print' | 'giveUp'>,
): Promise<HeldLettersOptions> {
  const { sqs, where } = clients;
  const queueUrl = await findLetters(clients, named);
  const { maxReceiveCount } = await readQueueSettings(sqs, queueUrl);
  if (maxReceiveCount !== undefined) {
    log.warn(
      { queueUrl, maxReceiveCount },
      'the dead-letter queue has a redrive policy of its own: each look at a letter counts as a receive, and may move it on',
    );
  }
  const sources = await readDeadLetterSources(sqs, queueUrl);
  print(`dead letters of queue ${queueName(queueUrl)}, on ${where}`);
  const pace = { waitSeconds: WAIT_SECONDS, leaseSeconds: LEASE_SECONDS };
  return { sqs, queueUrl, sources, ...pace, clock, sleep, log, giveUp };
}

async function findLetters(
  clients: AwsClients,
  { deadLetterQueue, requestQueue }: NamedLetters,
): Promise<string> {
  if (deadLetterQueue !== undefined) return lookUp(clients, deadLetterQueue);
  if (requestQueue !== undefined) {
    const { deadLetterQueueUrl } = await readQueueSettings(clients.sqs, await lookUp(clients, requestQueue));
    if (deadLetterQueueUrl !== undefined) return deadLetterQueueUrl;
    throw new UserError(`queue ${requestQueue} has no redrive policy that names its dead letters: add -dlq`, {
      exitCode: 2,
    });
  }
  if (clients.isLoopback) return lookUp(clients, DEFAULT_NAMES.deadLetterQueue);
  throw new UserError('name the queue that holds the letters with -dlq, or the one they come from with -rq', {
    exitCode: 2,
  });
}

/** The queue that takes letters back: the one that is named, or the only one that sends its dead letters here. */
export async function findTarget(
  clients: AwsClients,
  requestQueue: string | undefined,
  { queueUrl, sources }: Pick<HeldLettersOptions, 'queueUrl' | 'sources'>,
): Promise<string> {
  const target = requestQueue === undefined ? onlySource(sources) : await lookUp(clients, requestQueue);
  if (target === queueUrl)
    throw new UserError(`-rq ${queueName(target)}: this is the queue of the dead letters itself`, {
      exitCode: 2,
    });
  return target;
}

function onlySource(sources: HeldLettersOptions['sources']): string {
  const [source, ...others] = sources;
  if (source !== undefined && others.length === 0) return source.queueUrl;
  const why =
    source === undefined
      ? 'no redrive policy tells where the letters come from'
      : `letters come here from ${sources.map((each) => queueName(each.queueUrl)).join(', ')}`;
  throw new UserError(`${why}: name the queue that takes them with -rq`, { exitCode: 2 });
}

const lookUp = ({ sqs, isLoopback, endpoints }: AwsClients, queue: string): Promise<string> =>
  ensureQueue(sqs, { queue, whenMissing: isLoopback ? 'create' : 'fail', isAws: endpoints.sqs.isAws });
