import { DEFAULT_NAMES, UserError, type ProgramContext } from '@widgets/cli-kit';
import { ListenError, PortInUseError, startLocalCloud, type LocalCloud } from '@widgets/local-cloud-server';
import { once } from 'node:events';
import type { LocalCloudConfig } from './options';

/** Enough for the consumer's retries of a message to end before the queue gives it up. */
const MAX_RECEIVE_COUNT = 10;

/** Serves until the signal is aborted. */
export async function runLocalCloud(
  { port }: LocalCloudConfig,
  { print, signal }: ProgramContext,
): Promise<void> {
  const cloud = await start(port);
  print(`Local cloud listening on ${cloud.url}`);
  print(greeting(cloud.url));
  if (!signal.aborted) await once(signal, 'abort');
  await cloud.close();
}

async function start(port: number): Promise<LocalCloud> {
  const { requestBucket, requestQueue, deadLetterQueue, widgetBucket, widgetTable, widgetTableKey } =
    DEFAULT_NAMES;
  try {
    return await startLocalCloud({
      port,
      buckets: [requestBucket, widgetBucket],
      queues: [
        { name: deadLetterQueue },
        { name: requestQueue, deadLetters: { queue: deadLetterQueue, maxReceiveCount: MAX_RECEIVE_COUNT } },
      ],
      tables: [{ name: widgetTable, partitionKey: { name: widgetTableKey, type: 'S' } }],
    });
  } catch (error) {
    if (error instanceof PortInUseError) {
      const message = `port ${port} is taken, perhaps by another local cloud: end that one, or choose another with --port (0 takes a free one)`;
      throw new UserError(message, { cause: error });
    }
    if (error instanceof ListenError) throw new UserError(error.message, { cause: error });
    throw error;
  }
}

const greeting = (url: string): string => `
  buckets   ${DEFAULT_NAMES.requestBucket}, ${DEFAULT_NAMES.widgetBucket}
  queues    ${DEFAULT_NAMES.requestQueue}, ${DEFAULT_NAMES.deadLetterQueue}
  table     ${DEFAULT_NAMES.widgetTable} (key ${DEFAULT_NAMES.widgetTableKey})

To use it from another shell:

  export AWS_ENDPOINT_URL=${url} AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local
  unset AWS_PROFILE AWS_SESSION_TOKEN

Programs built on SDKs older than mid-2023 ignore AWS_ENDPOINT_URL and go to real AWS.
All state is in memory. Ctrl-C ends it.`;
