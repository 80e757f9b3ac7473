import { type Answer, headerOf, type Service } from '../http/call';
import { ACTIONS } from './actions';
import { answerHeaders, sqsErrorAnswer } from './error-answer';
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
      run: (entryFault) =>
        answerTo(() => {
          if (!action)
            throw new SqsError('InvalidAction', `The action ${name} is not valid for this endpoint.`);
          const host = headerOf(call, 'host') ?? '';
          return action(parseParams(call.body), { queues, host, hangUp: call.hangUp, entryFault });
        }),
    };
  };
}

async function answerTo(act: () => object | Promise<object>): Promise<Answer> {
  try {
    return { status: 200, headers: answerHeaders(), body: JSON.stringify(await act()) };
  } catch (error) {
    return sqsErrorAnswer(error);
  }
}
