import { PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { REFUSED_REASON_ATTRIBUTE } from '@widgets/request-channel';
import { readBucketWidgets } from '@widgets/verify';
import {
  depthOf,
  keysOf,
  logOf,
  receiveFrom,
  startLocalPipeline,
  type LocalPipeline,
} from './local-pipeline';

let pipeline: LocalPipeline;
beforeAll(async () => {
  pipeline = await startLocalPipeline();
});
afterAll(() => pipeline.close());

const create = (widgetId: string, more: object = {}): string =>
  JSON.stringify({ type: 'create', requestId: `r-${widgetId}`, widgetId, owner: 'Sue Smith', ...more });
/** Each with a word of the reason for which it is refused. */
const HOSTILE: readonly (readonly [what: string, body: string, reason: string])[] = [
  ['a foreign bucket', '{"bucket":"widgets-web","key":"secret"}', 'not named'],
  ['a huge object', '{"bucket":"hostile","key":"huge"}', '1 MiB'],
  ['a step upwards', '{"bucket":"hostile","key":"../widgets-web/secret"}', 'upwards'],
  ['a bare key with a step upwards', '../widgets-web/secret', 'upwards'],
  ['control characters in a key', '{"bucket":"hostile","key":"a\\u0000\\u001b[2Jb"}', 'control characters'],
  ['a key that is too long', JSON.stringify({ bucket: 'hostile', key: 'k'.repeat(2000) }), '1024'],
  ['deep JSON', '['.repeat(100_000) + ']'.repeat(100_000), 'pointer'],
  ['a deep object', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`, 'neither'],
  ['an attribute that would rewrite the id', create('x', { otherAttributes: [{ name: 'id' }] }), 'id'],
  ['a class that is no pointer', '["java.lang.Runtime",{"s3BucketName":"hostile","s3Key":"x"}]', 'pointer'],
];

const put = (bucket: string, key: string, body: string) =>
  pipeline.s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: Buffer.from(body) }));

describe('hostile messages', () => {
  test('are refused with their reasons, touch nothing, and hold up nobody', async () => {
    await pipeline.run('producer', '-rb=hostile', '-rq=hostile', '-mwr=1', '-ird=0');
    const { QueueUrl } = await pipeline.sqs.send(new CreateQueueCommand({ QueueName: 'hostile' }));
    await put('widgets-web', 'secret', create('stolen'));
    await put('hostile', 'huge', ' '.repeat(5 * 1024 * 1024));
    for (const [, body] of HOSTILE) {
      await pipeline.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
    }
    const ending = await pipeline.run(
      'consumer',
      ...['-rb=hostile', '-rq=hostile', '-dwt=hostile', '--dead-letter-queue=hostile-dead'],
      ...['-qwt=1', '-qvt=2', '--stop-when-empty'],
    );
    expect(ending.stdout).toMatch(/create +1 applied/);

    const dead = [];
    while (dead.length < HOSTILE.length) dead.push(...(await receiveFrom(pipeline, 'hostile-dead')));
    const reasons = new Map(
      dead.map(({ Body, MessageAttributes }) => [
        Body,
        MessageAttributes?.[REFUSED_REASON_ATTRIBUTE]?.StringValue,
      ]),
    );
    for (const [what, body, reason] of HOSTILE) {
      expect({ what, reason: reasons.get(body) }).toEqual({ what, reason: expect.stringContaining(reason) });
    }
    expect(await depthOf(pipeline, 'hostile')).toEqual({ visible: 0, other: 0 });
    expect(await keysOf(pipeline, 'widgets-web')).toEqual(['secret']);
    expect(await keysOf(pipeline, 'hostile')).toEqual(['huge']);
    expect(logOf(ending).filter(({ level }) => level === 'error')).toEqual([]);
    expect(ending.stderr).not.toContain('\u001b');
  });

  // DynamoDB's stand-in in the embedded cloud cannot hold an attribute of the name __proto__.
  test('with an attribute named __proto__ set just that', async () => {
    const { QueueUrl } = await pipeline.sqs.send(new CreateQueueCommand({ QueueName: 'proto' }));
    const otherAttributes = ['__proto__', 'constructor'].map((name) => ({ name, value: `${name}!` }));
    const change = { otherAttributes: [{ name: '__proto__', value: 'new' }] };
    for (const MessageBody of [
      create('w', { otherAttributes }),
      create('w', { type: 'update', ...change }),
    ]) {
      await pipeline.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    }
    await pipeline.run('consumer', '-rq=proto', '-wb=proto', '-qwt=1', '--stop-when-empty');
    const [widget] = [...(await readBucketWidgets(pipeline.s3, 'proto', '')).values()];
    expect(widget?.otherAttributes).toEqual(
      new Map([
        ['__proto__', 'new'],
        ['constructor', 'constructor!'],
      ]),
    );
  });
});
