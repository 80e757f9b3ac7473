import type { AwsClients } from '@widgets/aws-clients';
import type { MetadataBearer, MiddlewareStack } from '@smithy/types';

export type OnError = (service: string, action: string, code: string) => void;

/** Tells of each HTTP request of the clients that met an error, retries included, and of the error's code. */
export function countErrors({ s3, sqs, dynamodb }: AwsClients, onError: OnError): void {
  watch(s3.middlewareStack, 's3', onError);
  watch(sqs.middlewareStack, 'sqs', onError);
  watch(dynamodb.middlewareStack, 'dynamodb', onError);
}

function watch<Input extends object, Output extends MetadataBearer>(
  stack: MiddlewareStack<Input, Output>,
  service: string,
  onError: OnError,
): void {
  stack.add(
    (next, { commandName = 'unknown' }) =>
      async (args) => {
        try {
          return await next(args);
        } catch (error) {
          onError(service, commandName.replace(/Command$/, ''), codeOf(error));
          throw error;
        }
      },
    // Inside the retry middleware: once per attempt.
    { step: 'finalizeRequest', priority: 'low', name: 'countErrors' },
  );
}

/** Few enough to be the values of a label: codes of AWS and of the system. */
function codeOf(error: unknown): string {
  const { name, code } = error as { readonly name?: unknown; readonly code?: unknown };
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return code;
  return typeof name === 'string' ? name : 'unknown';
}
