import { createClients, type AwsClients } from '@widgets/aws-clients';
import { escapeControlCharacters, type ExitCode, type ProgramContext } from '@widgets/cli-kit';
import { checkedPlan } from '../checked-plan';
import { explained } from '../explain-failure';
import { socketsFor } from '../sockets';
import { countFindings, describeFinding } from './finding';
import { grantsFor } from './iam/grants';
import { policyOf } from './iam/policy';
import type { CheckConfig } from './options';
import { notProbed, runProbes } from './run-probes';

type CheckContext = Pick<ProgramContext, 'log' | 'print'>;

/** Prints what was found, or the policy. Resolves with 1 when the consumer could not work. */
export async function runCheck(config: CheckConfig, context: CheckContext): Promise<ExitCode> {
  return explained(async () => {
    const clients = await createClients({
      ...config,
      maxSockets: socketsFor(config.concurrency),
      onWarning: (message) => context.log.warn({}, message),
    });
    try {
      return await (config.iam ? printPolicy : check)(config, context, clients);
    } finally {
      clients.destroy();
    }
  });
}

async function check(config: CheckConfig, { print }: CheckContext, clients: AwsClients): Promise<ExitCode> {
  const plan = checkedPlan(config, clients);
  const grants = grantsFor(plan, grantSettings(config, clients));
  const findings = [...(await runProbes(clients, plan, config)), ...notProbed(grants)];
  for (const line of findings.flatMap(describeFinding)) print(escapeControlCharacters(line));
  print(`consumer check: ${countFindings(findings)}, on ${clients.where}`);
  return findings.some(({ severity }) => severity === 'fail') ? 1 : 0;
}

/** Calls nothing. */
function printPolicy(config: CheckConfig, { print, log }: CheckContext, clients: AwsClients): ExitCode {
  const plan = checkedPlan(config, clients);
  print(JSON.stringify(policyOf(grantsFor(plan, grantSettings(config, clients))), undefined, 2));
  if (plan.source.kind === 'queue' && config.deadLetterQueue === undefined) {
    log.warn(
      {},
      'the policy has no statement for dead letters: name their queue with --dead-letter-queue, or messages get there by the redrive policy alone, without the reason',
    );
  }
  return 0;
}

/** An endpoint that is not AWS has no regions worth naming. */
const grantSettings = ({ deadLetterQueue }: CheckConfig, { region, endpoints }: AwsClients) => ({
  deadLetterQueue,
  region: endpoints.sqs.isAws ? region : '*',
});
