import { UserError, type ProgramContext } from '@widgets/cli-kit';
import { CannotBeSent } from '@widgets/request-channel';
import { createRequestKeys } from '@widgets/widget-model';
import { setImmediate } from 'node:timers/promises';
import { describeOutgoing } from './describe-outgoing';
import type { ProducerConfig } from './options';
import { describePlan, planRun } from './plan-run';
import { openRequests } from './request-stream';
import { newRunPart } from './run-part';

/**
 * Prints what a run would send, one JSON object a line, and calls no cloud. All else goes to the log. Where nothing is
 * named, the names of a local cloud stand in. Requests follow each other without delay.
 */
export async function dryRun(
  config: ProducerConfig,
  { print, log, signal }: Pick<ProgramContext, 'print' | 'log' | 'signal'>,
): Promise<void> {
  const plan = planRun(config, true);
  if ('problem' in plan) throw new UserError(plan.problem, { exitCode: 2 });
  const nextKey = createRequestKeys(Date.now, newRunPart());
  const { requests, about } = await openRequests(config, nextKey);
  log.info({ to: describePlan(plan), from: about }, 'dry run: nothing is sent');
  let printed = 0;
  for await (const request of requests) {
    try {
      print(JSON.stringify(describeOutgoing(request, plan)));
      printed += 1;
    } catch (error) {
      if (!(error instanceof CannotBeSent)) throw error;
      log.warn({ key: request.key, reason: error.message }, 'this request cannot be sent and is left out');
    }
    // Lets a signal come through between two requests.
    await setImmediate();
    if (signal.aborted) break;
  }
  log.info({ requests: printed }, 'dry run: done');
}
