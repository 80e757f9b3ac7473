import type { MetadataBearer, Pluggable } from '@smithy/types';
import { rememberCall, resourceOf, type CallTarget } from './aws-call';
import type { CountingMeter } from './call-meter';

/** Counts every HTTP request of a client, and notes for every error which call it came from. */
export const observeCalls = <I extends object, O extends MetadataBearer>(
  target: CallTarget,
  meter: CountingMeter,
): Pluggable<I, O> => ({
  applyToStack: (stack) => {
    stack.add(
      (next, context) => async (args) => {
        try {
          return await next(args);
        } catch (error) {
          const action = actionOf(context.commandName);
          rememberCall(error, { ...target, action, resource: resourceOf(args.input) });
          throw error;
        }
      },
      { step: 'initialize', priority: 'high', name: 'rememberCall' },
    );
    stack.add(
      (next, context) => (args) => {
        meter.count(target.service, actionOf(context.commandName));
        return next(args);
      },
      // Inside the retry middleware, which has a high priority in this step: once per attempt.
      { step: 'finalizeRequest', priority: 'low', name: 'countCall' },
    );
  },
});

/** `GetObjectCommand` → `GetObject` */
const actionOf = (commandName: string | undefined): string =>
  commandName?.replace(/Command$/, '') ?? 'unknown';
