import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { AwsCredentialIdentity, Logger } from '@smithy/types';

/** For the log of a program that goes on with other credentials. */
export const CREDENTIALS_RENEWED =
  'the AWS credentials were refused; others were found, and the work goes on with them';

/** Finds credentials; `callerClientConfig` is the client that asks, which some sources need to make a call. */
export type CredentialSource = (asker?: Record<string, unknown>) => Promise<AwsCredentialIdentity>;

/**
 * The credentials of a program that runs for longer than they live. The SDK never looks again at those of a file, which
 * name no end of their life, and reads a file once per process unless told to ignore what it remembers (`readFile` of
 * `@smithy/core/config`).
 */
export type Credentials = {
  /** For the `credentials` of a client; `memoized` keeps the SDK from remembering what this remembers itself. */
  readonly provide: CredentialSource & { readonly memoized: true };
  /** Changes whenever other credentials have been found. */
  readonly generation: () => number;
  /**
   * Looks again, the shared files included, after credentials of this generation were refused. Resolves with whether
   * there are others now.
   */
  readonly renew: (refused: number) => Promise<boolean>;
};

export type CredentialsOptions = {
  /** Makes a source; `fresh`: one that reads the shared files again. */
  readonly open: (fresh: boolean) => CredentialSource;
  /** Told when other credentials have been found after a refusal. */
  readonly onRenewed: () => void;
};

export const createCredentials = ({ open, onRenewed }: CredentialsOptions): Credentials => {
  let source = open(false);
  let current: AwsCredentialIdentity | undefined;
  let askedBy: Record<string, unknown> | undefined;
  let generation = 0;
  let renewing: Promise<void> | undefined;

  const provide = async (asker?: Record<string, unknown>): Promise<AwsCredentialIdentity> => {
    askedBy = asker;
    current = await source(asker);
    return current;
  };

  const lookAgain = async (): Promise<void> => {
    const next = open(true);
    const found = await next(askedBy).catch(() => undefined);
    if (found === undefined || isSame(found, current)) return;
    source = next;
    generation += 1;
    onRenewed();
  };

  return {
    provide: Object.assign(provide, { memoized: true as const }),
    generation: () => generation,
    renew: async (refused) => {
      // Of many calls refused together, one looks; those that come later find that done.
      if (refused === generation) await (renewing ??= lookAgain().finally(() => (renewing = undefined)));
      return refused !== generation;
    },
  };
};

const isSame = (one: AwsCredentialIdentity, other: AwsCredentialIdentity | undefined): boolean =>
  one.accessKeyId === other?.accessKeyId &&
  one.secretAccessKey === other.secretAccessKey &&
  one.sessionToken === other.sessionToken;

/** The SDK's own chain: environment, profile, SSO, web identity, container and instance. */
export const credentialChain =
  (profile: string | undefined, logger: Logger) =>
  (fresh: boolean): CredentialSource =>
    defaultProvider({ ignoreCache: fresh, logger, ...(profile === undefined ? {} : { profile }) });
