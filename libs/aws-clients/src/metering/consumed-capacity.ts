import type { MetadataBearer, Pluggable } from '@smithy/types';

const CALLS = /^(?:Get|Put|Update|Delete)ItemCommand$/;

/** Asks DynamoDB to say in each answer what the call consumed, which costs nothing. */
export const askForCapacity = <I extends object, O extends MetadataBearer>(): Pluggable<I, O> => ({
  applyToStack: (stack) => {
    stack.add(
      (next, { commandName = '' }) =>
        (args) =>
          CALLS.test(commandName)
            ? next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } })
            : next(args),
      { step: 'initialize', name: 'askForCapacity' },
    );
  },
});

/** The read or write units in an answer; undefined when it tells none. */
export const capacityUnits = (output: object): number | undefined => {
  const { ConsumedCapacity } = output as { readonly ConsumedCapacity?: { readonly CapacityUnits?: number } };
  return ConsumedCapacity?.CapacityUnits;
};
