import { constructStack } from '@smithy/core/client';
import type {
  AbsoluteLocation,
  DeserializeHandler,
  HandlerExecutionContext,
  InitializeHandler,
  InitializeHandlerOptions,
  MiddlewareStack,
  MiddlewareType,
  RelativeMiddlewareOptions,
} from '@smithy/types';

type Wrap = (next: unknown, context: HandlerExecutionContext) => unknown;

/**
 * A client's middleware stack that is sorted once for each kind of command, where the SDK sorts it for every call. Each call
 * has a context of its own all the same, and what changes the stack is seen by the next call.
 *
 * The SDK's own cache (`cacheMiddleware`) keeps whole handlers, and with them the context in which middleware notes the
 * endpoint of a call: of calls on two buckets at the same time, some go to the wrong one.
 */
export function sortedOnce<I extends object, O extends object>(
  stack: MiddlewareStack<I, O>,
): MiddlewareStack<I, O> {
  const sorted = new Map<string, readonly Wrap[]>();
  // A command joins the client's stack with its own, and asks the whole for nothing but a handler.
  const concat = <CI extends I, CO extends O>(own: MiddlewareStack<CI, CO>): MiddlewareStack<CI, CO> => ({
    ...own,
    resolve: <HI extends CI, HO extends CO>(
      handler: DeserializeHandler<HI, HO>,
      context: HandlerExecutionContext,
    ) => {
      const { commandName = '' } = context;
      let wraps = sorted.get(commandName);
      if (wraps === undefined) {
        wraps = innermostFirst(stack.concat(own));
        sorted.set(commandName, wraps);
      }
      return wraps.reduce<unknown>((next, wrap) => wrap(next, context), handler) as InitializeHandler<HI, HO>;
    },
  });
  return new Proxy(stack, {
    get: (target, name) => {
      if (name === 'concat') return concat;
      // Anything else may change the stack.
      sorted.clear();
      return Reflect.get(target, name) as unknown;
    },
  });
}

/** The middleware of a stack, in the order in which it is wrapped around a handler. */
function innermostFirst<I extends object, O extends object>(stack: MiddlewareStack<I, O>): readonly Wrap[] {
  const wraps: Wrap[] = [];
  const recorder = (middleware: MiddlewareType<I, O>) => (next: InitializeHandler<I, O>) => {
    wraps.push(middleware as Wrap);
    return next;
  };
  const sorter = constructStack<I, O>();
  // The SDK passes the middleware among its options as well.
  stack.applyToStack({
    ...sorter,
    add: (middleware: MiddlewareType<I, O>, options?: object) => {
      const record = recorder(middleware);
      sorter.add(record, { ...options, middleware: record } as InitializeHandlerOptions & AbsoluteLocation);
    },
    addRelativeTo: (middleware, options) => {
      const record = recorder(middleware);
      sorter.addRelativeTo(record, { ...options, middleware: record } as RelativeMiddlewareOptions);
    },
  });
  sorter.resolve(() => Promise.reject(new Error('nothing is sent')), {});
  return wraps;
}
