import { createClients, type AwsClients } from '@widgets/aws-clients';
import type { AwsConfig, ProgramContext } from '@widgets/cli-kit';
import { explained } from './explain-failure';

/** Does the work of a command with clients of its own. Throws `UserError` when it cannot go on. */
export async function withClients(
  config: AwsConfig,
  { log }: Pick<ProgramContext, 'log'>,
  work: (clients: AwsClients) => Promise<void>,
): Promise<void> {
  await explained(async () => {
    const clients = await createClients({ ...config, onWarning: (message) => log.warn({}, message) });
    await work(clients).finally(() => clients.destroy());
  });
}
