import type { AwsClients } from '@widgets/aws-clients';
import { UserError } from '@widgets/cli-kit';
import type { ConsumerConfig } from './options';
import { planRun, type RunPlan } from './plan-run';

/** What a run works on. Throws `UserError` when that is not decided. */
export function checkedPlan(config: ConsumerConfig, { isLoopback }: AwsClients): RunPlan {
  const plan = planRun(config, isLoopback);
  if ('problems' in plan) throw new UserError(plan.problems.join('\n'), { exitCode: 2 });
  return plan;
}
