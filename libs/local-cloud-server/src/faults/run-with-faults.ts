import type { Clock } from '../clock';
import type { AwsOperation, Call, Outcome } from '../http/call';
import type { CallFaults } from './call-faults';
import { expiredCredentials, passingFailure } from './failure-answers';

/** Lets a call meet its fate. A client that hangs up meanwhile changes nothing, as little as it would on AWS. */
export async function runWithFaults(
  { service, run }: AwsOperation,
  call: Call,
  { fate, latencyMs, errorDraw, entryFault }: CallFaults,
  clock: Clock,
): Promise<Outcome> {
  if (latencyMs > 0) await new Promise<void>((resolve) => clock.after(latencyMs, resolve));
  switch (fate) {
    case 'expired-credentials':
      return expiredCredentials(service, call);
    case 'reset':
      return 'reset';
    case 'error':
      return passingFailure(service, call, errorDraw);
    case 'acts':
      return run(entryFault);
    case 'lost-answer':
      await run(entryFault);
      return 'reset';
  }
}
