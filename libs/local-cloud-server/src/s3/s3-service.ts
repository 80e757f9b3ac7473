import type { Clock } from '../clock';
import type { Answer, Call, Service } from '../http/call';
import { parseAddress } from './address';
import type { Buckets } from './buckets';
import { newAnswerIds, s3ErrorAnswer } from './error-answer';
import { ACTIONS, routeS3 } from './routes';
import { toS3Request } from './s3-request';

/** S3, path-style, over the buckets it is given. */
export function s3Service(buckets: Buckets, clock: Clock): Service {
  return (call) => {
    try {
      const address = parseAddress(call.path);
      const request = toS3Request(call, address);
      const action = routeS3(call.method, address, request);
      return {
        service: 's3',
        action,
        run: (entryFault) =>
          answerTo(call, () => ACTIONS[action](request, { buckets, nowMs: clock.now(), entryFault })),
      };
    } catch (error) {
      const failure = error;
      return { service: 's3', action: 'Unknown', run: () => s3ErrorAnswer(call.method, failure) };
    }
  };
}

function answerTo(call: Call, act: () => Answer): Answer {
  const ids = newAnswerIds();
  try {
    const answer = act();
    return { ...answer, headers: { ...ids, ...answer.headers } };
  } catch (error) {
    return s3ErrorAnswer(call.method, error, ids);
  }
}
