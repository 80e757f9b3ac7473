import type { Clock } from '../clock';
import type { CallFaults } from '../faults/call-faults';
import type { Faults } from '../faults/faults';
import { runWithFaults } from '../faults/run-with-faults';
import type { CallCounter } from '../inspection/call-counts';
import type { CallReport } from '../inspection/call-report';
import type { IdleWatch } from '../inspection/idle-watch';
import type { AwsOperation, Call, Interceptor, Operation, Outcome } from './call';
import { resolveOperation, type Services } from './resolve-operation';

export type Dispatch = (call: Call) => Promise<Outcome>;

type Surroundings = {
  clock: Clock;
  counter: CallCounter;
  idle: IdleWatch;
  faults: Faults;
  onCall: ((report: CallReport) => void) | undefined;
  intercept: Interceptor | undefined;
};

/** Counts each call of an AWS service, lets it meet its faults, and reports it when it has ended. */
export function dispatcher(services: Services, surroundings: Surroundings): Dispatch {
  const { counter, idle, faults, clock, onCall, intercept = performing } = surroundings;
  return async (call) => {
    const operation = resolveOperation(call, services);
    if (!isOfAws(operation)) return operation.run();
    const { service, action } = operation;
    counter.count(service, action);
    idle.started();
    const startedAtMs = clock.now();
    const meets = faults.ofCall(service, action, call);
    try {
      const outcome = await intercept({ service, action, path: call.path }, async () =>
        meets ? runWithFaults(operation, call, meets, clock) : operation.run(),
      );
      onCall?.(report(operation, call, { outcome, meets, tookMs: clock.now() - startedAtMs }));
      return outcome;
    } finally {
      idle.ended();
    }
  };
}

const performing: Interceptor = (_call, act) => act();

const isOfAws = (operation: Operation): operation is AwsOperation => operation.service !== 'local';

type Ending = { outcome: Outcome; meets: CallFaults | undefined; tookMs: number };

const report = (
  { service, action }: AwsOperation,
  { path }: Call,
  { outcome, meets, tookMs }: Ending,
): CallReport => ({
  service,
  action,
  path,
  outcome: outcome === 'reset' ? outcome : outcome.status,
  ...(meets && meets.fate !== 'acts' ? { fault: meets.fate } : {}),
  tookMs,
});
