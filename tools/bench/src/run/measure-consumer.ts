import { UserError } from '@widgets/cli-kit';
import { callsOf, type BenchCloud } from '../cloud/bench-cloud';
import { countRequestObjects, countWidgets } from '../cloud/count-left';
import { fillQueue } from '../cloud/fill-queue';
import { measured, type Measured, type Task } from '../compare/measured';

/**
 * Lets a consumer empty a queue. The clock runs from the moment the cloud has its first ReceiveMessage until the queue is
 * empty, which means that each widget was written and its message deleted; then the consumer gets a SIGTERM. Start-up is
 * left out for all in the same way. Throws `UserError` when the consumer fails or leaves anything undone.
 */
export async function measureConsumer(cloud: BenchCloud, task: Task): Promise<Measured> {
  await cloud.reset();
  await fillQueue(cloud.url, task.requests, task.isInline);
  const result = await measured(cloud, task, {
    hasBegun: async () => callsOf(await cloud.calls(), 'sqs', 'ReceiveMessage') > 0,
    isDone: async () => (await cloud.queued()) === 0,
  });
  await checkAllDone(cloud, task);
  return result;
}

async function checkAllDone({ url }: BenchCloud, { contestant, requests }: Task): Promise<void> {
  const [widgets, objects] = [await countWidgets(url), await countRequestObjects(url)];
  if (widgets === requests && objects === 0) return;
  throw new UserError(
    `${contestant.title} made ${widgets} of ${requests} widgets and left ${objects} request objects: this is no fair comparison`,
  );
}
