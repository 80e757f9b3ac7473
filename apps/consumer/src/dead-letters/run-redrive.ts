import { queueName } from '@widgets/aws-clients';
import type { ProgramContext } from '@widgets/cli-kit';
import { redriveLetters } from '@widgets/request-channel';
import { requestBucketsOf } from '../request-buckets';
import { withClients } from '../with-clients';
import { findTarget, openLetters } from './open-letters';
import type { RedriveConfig } from './redrive-options';
import { runWorkOff } from './run-work-off';

/** Sends letters back to their queue, or tells which would be. */
export function runRedrive(config: RedriveConfig, context: ProgramContext): Promise<void> {
  return withClients(config, context, async (clients) => {
    const opened = await openLetters(clients, config, context);
    const targetUrl = await findTarget(clients, config.requestQueue, opened);
    const requestBuckets = requestBucketsOf(config, clients);
    await runWorkOff(
      config,
      {
        opened,
        clients,
        done: `sent to queue ${queueName(targetUrl)}`,
        work: (options, signal) =>
          redriveLetters({ ...options, s3: clients.s3, requestBuckets, targetUrl }, signal),
      },
      context,
    );
  });
}
