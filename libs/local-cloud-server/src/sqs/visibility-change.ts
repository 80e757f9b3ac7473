import { invalidParameter, SqsError } from './errors';
import type { Message } from './message';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
const LONGEST_VISIBILITY_MS = 43_200_000;

/**
 * When the message becomes visible again, `seconds` from now.
 * @throws SqsError MessageNotInflight, InvalidParameterValue beyond twelve hours since the receive
 */
export function changedDueMs(message: Readonly<Message>, seconds: number, nowMs: number): number {
  if (message.state !== 'in-flight') {
    throw new SqsError('MessageNotInflight', 'The specified message is not in flight.');
  }
  const dueAtMs = nowMs + seconds * 1000;
  if (dueAtMs > message.lastReceivedAtMs + LONGEST_VISIBILITY_MS) {
    throw invalidParameter(
      'VisibilityTimeout',
      seconds,
      'Total VisibilityTimeout for the message is beyond the limit [43200 seconds]',
    );
  }
  return dueAtMs;
}
