import { randomUUID } from 'node:crypto';
import { type Answer, headerOf, type Service } from '../http/call';
import { ACTIONS } from './actions';
import { SqsError } from './errors';
import { parseParams } from './params';
import type { Queues } from './queues';

const TARGET_PREFIX = 'AmazonSQS.';

/** SQS in its JSON protocol (AWS JSON 1.0), over the queues it is given. */
export function sqsService(queues: Queues): Service {
  return (call) => {
    const name = (headerOf(call, 'x-amz-target') ?? '').slice(TARGET_PREFIX.length);
    const action = ACTIONS.get(name);
    return {
      service: 'sqs',
      action: action ? name : 'Unknown',
      run: () =>
        answerTo(() => {
          if (!action)
            throw new SqsError('InvalidAction', `The action ${name} is not valid for this endpoint.`);
          const context = { queues, host: headerOf(call, 'host') ?? '', hangUp: call.hangUp };
          return action(parseParams(call.body), context);
        }),
    };
  };
}

/** The one place where errors become the wire format. */
async function answerTo(act: () => object | Promise<object>): Promise<Answer> {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID() };
  try {
    return { status: 200, headers, body: JSON.stringify(await act()) };
  } catch (error) {
    const known = error instanceof SqsError ? error : new SqsError('InternalFailure', String(error));
    const fault = known.status === 500 ? 'Receiver' : 'Sender';
    return {
      status: known.status,
      headers: { ...headers, 'x-amzn-query-error': `${known.queryCode};${fault}` },
      body: JSON.stringify({ __type: known.type, message: known.message }),
    };
  }
}
