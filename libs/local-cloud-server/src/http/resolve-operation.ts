import { type Answer, type Call, headerOf, type Operation, type Service } from './call';

export type Services = Record<Operation['service'], Service>;

/** Tells from a call alone which service it is meant for, and which of its actions. */
export function resolveOperation(call: Call, services: Services): Operation {
  const target = headerOf(call, 'x-amz-target');
  if (target?.startsWith('DynamoDB_')) return services.dynamodb(call);
  if (target?.startsWith('AmazonSQS.')) return services.sqs(call);
  if (target !== undefined) return refused(`There is no service for the target ${target} here.`);
  if (isQueryProtocol(call)) {
    return refused(
      'The SQS query protocol (a form with Action=) is not spoken here: use an SDK that speaks the JSON protocol, ' +
        'as all that were made since the end of 2023 do.',
    );
  }
  if (call.path.startsWith('/_local/')) return services.local(call);
  return services.s3(call);
}

function isQueryProtocol(call: Call): boolean {
  const contentType = headerOf(call, 'content-type') ?? '';
  return (
    contentType.startsWith('application/x-www-form-urlencoded') &&
    /(^|&)Action=/.test(call.body.subarray(0, 4096).toString('latin1'))
  );
}

function refused(message: string): Operation {
  const answer: Answer = {
    status: 400,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({ __type: 'com.amazon.coral.service#UnknownOperationException', message }),
  };
  return { service: 'local', action: 'Unknown', run: () => answer };
}
