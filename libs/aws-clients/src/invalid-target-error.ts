import { types } from 'node:util';

/** Thrown by `createClients` when the SDK accepts no call to a service: wrong region, endpoint or configuration file. */
export class InvalidTargetError extends Error {
  override readonly name = 'InvalidTargetError';

  constructor(service: string, cause: unknown) {
    super(
      `Calls to ${service} cannot be prepared: ${reasonOf(cause)}. ` +
        'Check --region, --profile and --endpoint-url, or the AWS_ variables and ~/.aws/config.',
      { cause },
    );
  }
}

const reasonOf = (cause: unknown): string => {
  if (!types.isNativeError(cause)) return String(cause);
  // Node's error for a wrong URL has it beside the message.
  const input = 'input' in cause && typeof cause.input === 'string' ? ` "${cause.input}"` : '';
  return `${cause.message.replace(/\.$/, '')}${input}`;
};
