import { expect, test } from '@jest/globals';
import { queueArn } from './queue-arn';

test.each([
  [
    'https://sqs.eu-west-1.amazonaws.com/123456789012/work',
    'us-east-1',
    'arn:aws:sqs:eu-west-1:123456789012:work',
  ],
  [
    'https://us-west-2.queue.amazonaws.com/123456789012/work.fifo',
    '*',
    'arn:aws:sqs:us-west-2:123456789012:work.fifo',
  ],
  ['https://queue.amazonaws.com/123456789012/work', 'us-east-1', 'arn:aws:sqs:us-east-1:123456789012:work'],
  [
    'https://sqs.cn-north-1.amazonaws.com.cn/123456789012/work',
    '*',
    'arn:aws-cn:sqs:cn-north-1:123456789012:work',
  ],
  ['work', 'us-gov-west-1', 'arn:aws-us-gov:sqs:us-gov-west-1:*:work'],
  ['work', '*', 'arn:aws:sqs:*:*:work'],
  ['http://127.0.0.1:4566/000000000000/work', '*', 'arn:aws:sqs:*:000000000000:work'],
])('%s in %s is %s', (queue, region, arn) => {
  expect(queueArn(queue, region)).toBe(arn);
});
