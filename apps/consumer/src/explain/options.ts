import { wordOption, type Config, type Program } from '@widgets/cli-kit';
import { requestBucketsOption } from '../source-options';

const options = {
  body: wordOption({
    group: 'Arguments',
    placeholder: 'BODY',
    description: "the message's body; - or nothing: what comes on stdin",
  }),
  requestBuckets: requestBucketsOption({
    group: 'Where requests come from',
    description: 'S3 bucket that pointers may lead into, as it would be given to the consumer',
  }),
};

export type ExplainConfig = Config<typeof options>;

export const explainProgram = (version: string): Program<typeof options> => ({
  name: 'consumer explain',
  version,
  usage: ['consumer explain [-rb BUCKET] [BODY|-]'],
  about: [
    'Tells how the consumer would read a message with this body, and why. Calls no cloud: what a pointer leads to is not looked at.',
  ],
  options,
  examples: [
    { does: 'a bare key', command: 'consumer explain -rb=my-requests 1612306368338' },
    { does: 'a body in a file', command: 'consumer explain -rb=my-requests - < message.json' },
  ],
});
