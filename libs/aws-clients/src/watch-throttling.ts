import type { MetadataBearer, Pluggable } from '@smithy/types';
import { isThrottling } from './error-codes';

/** Tells of every attempt of a call that AWS throttles, retried or not. */
export const watchThrottling = <I extends object, O extends MetadataBearer>(
  onThrottled: () => void,
): Pluggable<I, O> => ({
  applyToStack: (stack) => {
    stack.add(
      (next) => async (args) => {
        try {
          return await next(args);
        } catch (error) {
          if (isThrottling(error)) onThrottled();
          throw error;
        }
      },
      // Inside the retry middleware, as what counts the calls.
      { step: 'finalizeRequest', priority: 'low', name: 'watchThrottling' },
    );
  },
});
