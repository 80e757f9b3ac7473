import { expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { fifoIds, isFifoQueue } from './fifo-queue';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

test.each([
  ['https://sqs.us-east-1.amazonaws.com/123456789012/work.fifo', true],
  ['https://sqs.us-east-1.amazonaws.com/123456789012/work', false],
  ['https://sqs.us-east-1.amazonaws.com/123456789012/fifo', false],
])('%s is a FIFO queue: %s', (url, expected) => {
  expect(isFifoQueue(url)).toBe(expected);
});

test.each(['3750be35-9074-4879-bb43-759d38263868', 'a', PUNCTUATION, 'x'.repeat(128)])(
  'a widget id that SQS takes is the group as it is: %s',
  (widgetId) => {
    expect(fifoIds(widgetId, 'k').MessageGroupId).toBe(widgetId);
  },
);

test.each(['two words', 'é', 'x'.repeat(129), '', 'a\n', '\u007f'])(
  'a widget id that SQS does not take is the group by its SHA-256: %j',
  (widgetId) => {
    expect(fifoIds(widgetId, 'k').MessageGroupId).toBe(sha256(widgetId));
  },
);

test('the deduplication id is the SHA-256 of what tells the request from others', () => {
  expect(fifoIds('w', 'folder/é key').MessageDeduplicationId).toBe(sha256('folder/é key'));
});
