import { expect, test } from '@jest/globals';
import { constructStack } from '@smithy/core/client';
import type { InitializeHandlerOptions, MiddlewareStack } from '@smithy/types';
import fc from 'fast-check';
import { sortedOnce } from './sort-middleware-once';

type Input = { readonly trace: string[] };
type Stack = MiddlewareStack<Input, object>;

const tracing =
  (name: string) =>
  <Args extends { readonly input: Input }, Result>(next: (args: Args) => Promise<Result>) =>
  (args: Args): Promise<Result> => {
    args.input.trace.push(name);
    return next(args);
  };

/** The order in which the middleware of a client and of a command is passed by one call, as the SDK makes it. */
const passed = async (
  client: Stack,
  ofCommand: Stack,
  commandName = 'GetThing',
): Promise<readonly string[]> => {
  const input = { trace: [] };
  const handler = client
    .concat(ofCommand)
    .resolve(() => Promise.resolve({ response: {}, output: {} }), { commandName });
  await handler({ input });
  return input.trace;
};

const stackOf = (entries: readonly Entry[], prefix: string): Stack => {
  const stack: Stack = constructStack();
  for (const [at, { relation, ...place }] of entries.entries()) {
    const name = `${prefix}${at}`;
    if (relation === undefined) stack.add(tracing(name), { ...place, name } as InitializeHandlerOptions);
    else stack.addRelativeTo(tracing(name), { relation, toMiddleware: 'anchor', name });
  }
  return stack;
};

type Entry = { readonly step: string; readonly priority: string; readonly relation?: 'before' | 'after' };
const entries = fc.array(
  fc.record(
    {
      step: fc.constantFrom('initialize', 'serialize', 'build', 'finalizeRequest', 'deserialize'),
      priority: fc.constantFrom('high', 'normal', 'low'),
      relation: fc.constantFrom('before' as const, 'after' as const),
    },
    { requiredKeys: ['step', 'priority'] },
  ),
  { maxLength: 8 },
);

test('calls pass the middleware in the order that the SDK gives it', () =>
  fc.assert(
    fc.asyncProperty(entries, entries, async (client, command) => {
      const own = (): Stack => stackOf(command, 'command');
      const plain = stackOf(client, 'client');
      plain.add(tracing('anchor'), { step: 'build', name: 'anchor' });
      const sorted = sortedOnce(plain);
      const expected = await passed(plain, own());
      expect(await passed(sorted, own())).toEqual(expected);
      expect(await passed(sorted, own())).toEqual(expected);
    }),
  ));

test('the stack is sorted once for each kind of command', async () => {
  const stack: Stack = constructStack();
  let joined = 0;
  const counting: Stack = {
    ...stack,
    concat: (own) => {
      joined += 1;
      return stack.concat(own);
    },
  };
  const sorted = sortedOnce(counting);
  for (const name of ['GetThing', 'PutThing', 'GetThing', 'PutThing']) {
    expect(await passed(sorted, stackOf([{ step: 'build', priority: 'low' }], name), name)).toEqual([
      `${name}0`,
    ]);
  }
  expect(joined).toBe(2);
});

test('what is added later or taken out is seen by the next call', async () => {
  const sorted = sortedOnce<Input, object>(constructStack());
  const own = (): Stack => constructStack();
  expect(await passed(sorted, own())).toEqual([]);
  sorted.add(tracing('added'), { name: 'added' });
  expect(await passed(sorted, own())).toEqual(['added']);
  sorted.use({ applyToStack: (stack) => stack.add(tracing('used'), { name: 'used', priority: 'high' }) });
  expect(await passed(sorted, own())).toEqual(['used', 'added']);
  sorted.addRelativeTo(tracing('after'), { relation: 'after', toMiddleware: 'used' });
  expect(await passed(sorted, own())).toEqual(['used', 'after', 'added']);
  sorted.remove('added');
  expect(await passed(sorted, own())).toEqual(['used', 'after']);
});

test('each call has a context of its own', async () => {
  const contexts = new Set<object>();
  const sorted = sortedOnce<Input, object>(constructStack());
  sorted.add((next, context) => {
    contexts.add(context);
    return next;
  });
  await passed(sorted, constructStack());
  await passed(sorted, constructStack());
  expect(contexts.size).toBe(2);
});
