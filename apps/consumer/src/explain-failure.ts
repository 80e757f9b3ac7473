import { explainAwsError } from '@widgets/aws-clients';
import { UserError } from '@widgets/cli-kit';
import { CannotContinue } from '@widgets/widget-pipeline';

/** Does the work; a failure that is the user's or the cloud's becomes a `UserError`, a bug stays what it is. */
export async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CannotContinue) {
      throw new UserError(error.message, { cause: error, exitCode: error.blame === 'usage' ? 2 : 1 });
    }
    const message = explainAwsError(error);
    throw message === undefined ? error : new UserError(message, { cause: error });
  }
}
