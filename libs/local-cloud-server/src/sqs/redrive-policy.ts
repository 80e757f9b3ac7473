import { SqsError } from './errors';

/** After `maxReceiveCount` receives a message goes to the queue with that ARN. */
export type RedrivePolicy = { deadLetterTargetArn: string; maxReceiveCount: number };

const MAX_RECEIVE_COUNT = 1000;

/** Reads the attribute `RedrivePolicy`; an empty one takes the policy away. @throws SqsError InvalidParameterValue */
export function parseRedrivePolicy(text: string): RedrivePolicy | undefined {
  if (text.trim() === '') return undefined;
  const { deadLetterTargetArn, maxReceiveCount } = parseObject(text);
  // The count may be a string: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
  const count = Number(maxReceiveCount);
  if (typeof deadLetterTargetArn !== 'string' || deadLetterTargetArn === '') {
    throw invalid(text, 'Redrive policy does not contain mandatory attribute: deadLetterTargetArn.');
  }
  if (maxReceiveCount === undefined) {
    throw invalid(text, 'Redrive policy does not contain mandatory attribute: maxReceiveCount.');
  }
  if (!Number.isInteger(count) || count < 1 || count > MAX_RECEIVE_COUNT) {
    throw invalid(text, `Invalid value for maxReceiveCount: must be between 1 and ${MAX_RECEIVE_COUNT}.`);
  }
  return { deadLetterTargetArn, maxReceiveCount: count };
}

function parseObject(text: string): Partial<Record<keyof RedrivePolicy, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Falls through to the error that SQS gives for anything but an object.
  }
  throw invalid(text, 'Redrive policy is not a valid JSON map.');
}

const invalid = (text: string, reason: string): SqsError =>
  new SqsError(
    'InvalidParameterValue',
    `Value ${text} for parameter RedrivePolicy is invalid. Reason: ${reason}`,
  );
