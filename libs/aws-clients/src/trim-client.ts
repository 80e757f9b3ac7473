import { HttpRequest } from '@smithy/core/protocols';
import type {
  AuthScheme,
  MetadataBearer,
  MiddlewareStack,
  Provider,
  RequestSigner,
  UserAgent,
} from '@smithy/types';
import { sortedOnce } from './sort-middleware-once';

/** What of a client is trimmed; the clients of all services have it. */
type TrimmedClient<I extends object, O extends MetadataBearer> = {
  middlewareStack: MiddlewareStack<I, O>;
  readonly config: {
    signer?: (authScheme?: AuthScheme) => Promise<RequestSigner>;
    readonly defaultUserAgentProvider: Provider<UserAgent>;
  };
};

/**
 * Takes out of a client what costs every call and gives nothing: copies of input and output for a log that nobody keeps, a
 * signer made anew for each call (it asks for the credentials each time all the same), a user agent composed anew, and
 * middleware sorted anew.
 */
export const trimClient = <I extends object, O extends MetadataBearer>(client: TrimmedClient<I, O>): void => {
  const { middlewareStack, config } = client;
  middlewareStack.remove('loggerMiddleware');
  if (config.signer) config.signer = rememberedSigner(config.signer);
  setUserAgentOnce(middlewareStack, config.defaultUserAgentProvider);
  client.middlewareStack = sortedOnce(middlewareStack);
};

type MakeSigner = (authScheme?: AuthScheme) => Promise<RequestSigner>;

/** One signer for each way of signing: its service, region and properties. */
export const rememberedSigner = (make: MakeSigner): MakeSigner => {
  const signers = new Map<string, Promise<RequestSigner>>();
  return (authScheme) => {
    const key = JSON.stringify(authScheme ?? null);
    const known = signers.get(key);
    if (known !== undefined) return known;
    const signer = make(authScheme);
    signers.set(key, signer);
    signer.catch(() => signers.delete(key));
    return signer;
  };
};

const setUserAgentOnce = <I extends object, O extends MetadataBearer>(
  stack: MiddlewareStack<I, O>,
  provide: Provider<UserAgent>,
): void => {
  let text: Promise<string> | undefined;
  stack.add(
    (next) => async (args) => {
      text ??= provide().then(userAgentText);
      if (HttpRequest.isInstance(args.request)) args.request.headers['user-agent'] = await text;
      return next(args);
    },
    // In the place of the SDK's own.
    { step: 'build', priority: 'low', name: 'getUserAgentMiddleware', override: true },
  );
};

/** `[["os/linux", "6.1"], ["lang/js"]]` → `os/linux#6.1 lang/js`, without what no header may carry. */
export const userAgentText = (agent: UserAgent): string =>
  agent
    .map(([name, version]) => {
      const words = version === undefined ? name : `${name}${name.includes('/') ? '#' : '/'}${version}`;
      return words.replace(/[^!#$%&'*+\-./^_`|~\w]/g, '-');
    })
    .join(' ');
