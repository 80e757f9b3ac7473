import { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import type { MetadataBearer, Pluggable } from '@smithy/types';
import { rememberCall, resourceOf, type CallTarget } from '../aws-call';
import type { CountingMeter } from './call-meter';
import { capacityUnits } from './consumed-capacity';

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
      (next, context) => async (args) => {
        const { service } = target;
        const action = actionOf(context.commandName);
        meter.count(service, action);
        const call = {
          service,
          action,
          resource: resourceOf(args.input),
          sentBytes: bodyBytes(args.request),
        };
        let answer: Answer = UNANSWERED;
        try {
          const result = await next(args);
          answer = { receivedBytes: bodyBytes(result.response), capacityUnits: capacityUnits(result.output) };
          return result;
        } finally {
          meter.bill({ ...call, ...answer });
        }
      },
      // Inside the retry middleware, which has a high priority in this step: once per attempt.
      { step: 'finalizeRequest', priority: 'low', name: 'countCall' },
    );
  },
});

type Answer = { readonly receivedBytes: number; readonly capacityUnits: number | undefined };

/** It may have been acted upon, and is then billed. */
const UNANSWERED: Answer = { receivedBytes: 0, capacityUnits: undefined };

/** `GetObjectCommand` → `GetObject` */
const actionOf = (commandName: string | undefined): string =>
  commandName?.replace(/Command$/, '') ?? 'unknown';

const bodyBytes = (message: unknown): number => {
  const isHttp = HttpRequest.isInstance(message) || HttpResponse.isInstance(message);
  return isHttp ? Number(message.headers['content-length'] ?? 0) : 0;
};
