import type { MetadataBearer, Pluggable } from '@smithy/types';
import type { Credentials } from './credentials';
import { isRefusedCredentialsError } from './error-codes';

/** Repeats a call that was refused for its credentials, as soon as there are others. */
export const renewCredentials = <I extends object, O extends MetadataBearer>(
  credentials: Credentials,
): Pluggable<I, O> => ({
  applyToStack: (stack) => {
    stack.add(
      (next) => async (args) => {
        for (;;) {
          const generation = credentials.generation();
          try {
            return await next(args);
          } catch (error) {
            if (!isRefusedCredentialsError(error) || !(await credentials.renew(generation))) throw error;
          }
        }
      },
      // Around everything that makes, signs and retries the request, and within what remembers the call of an error.
      { step: 'initialize', priority: 'low', name: 'renewCredentials' },
    );
  },
});
