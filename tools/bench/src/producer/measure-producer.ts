import { UserError } from '@widgets/cli-kit';
import { callsOf, type BenchCloud } from '../cloud/bench-cloud';
import { countRequestObjects } from '../cloud/count-left';
import { measured, type Measured, type Task } from '../compare/measured';

/**
 * Lets a producer send. The clock runs from the moment the cloud has its first PutObject until all messages are in the
 * queue. Throws `UserError` when the producer fails, or stores other than one object for each message.
 */
export async function measureProducer(cloud: BenchCloud, task: Task): Promise<Measured> {
  await cloud.reset();
  const result = await measured(cloud, task, {
    hasBegun: async () => callsOf(await cloud.calls(), 's3', 'PutObject') > 0,
    isDone: async () => (await cloud.queued()) >= task.requests,
  });
  const [objects, messages] = [await countRequestObjects(cloud.url), await cloud.queued()];
  if (objects === task.requests && messages === task.requests) return result;
  throw new UserError(
    `${task.contestant.title} stored ${objects} objects and posted ${messages} messages for ${task.requests} requests`,
  );
}
