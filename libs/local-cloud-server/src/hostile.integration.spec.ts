import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { type LocalCloud, startLocalCloud } from './index';
import { hangUpAfter, rawRequest } from './testing/raw-request';

/** `npx nx run local-cloud-server:fuzz` sends ten thousand. */
const REQUESTS_PER_SERVICE = Number(process.env['FUZZ_REQUESTS'] ?? 1000);

// Thousands of requests, on machines of any speed.
jest.setTimeout(600_000);

let cloud: LocalCloud;

beforeAll(async () => {
  cloud = await startLocalCloud({
    buckets: ['bucket'],
    queues: [{ name: 'queue' }, { name: 'queue.fifo' }],
    tables: [{ name: 'table', partitionKey: { name: 'id', type: 'S' } }],
  });
});
afterAll(() => cloud.close());

const SIGNED =
  'authorization: AWS4-HMAC-SHA256 Credential=a/20250101/us-east-1/x/aws4_request, SignedHeaders=host, Signature=0\r\nx-amz-date: 20250101T000000Z\r\n';
const targetOf = (target: string): string =>
  `${SIGNED}x-amz-target: ${target}\r\ncontent-type: application/x-amz-json-1.0\r\n`;
const SQS = (action: string): string => targetOf(`AmazonSQS.${action}`);
const DYNAMO = (action: string): string => targetOf(`DynamoDB_20120810.${action}`);

/** A whole request by hand. */
function httpRequest(method: string, path: string, headers: string, body: string | Buffer = ''): Buffer {
  const head = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]);
}

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);

/** All three services still do their work. */
async function expectAlive(): Promise<void> {
  const requests = [
    httpRequest('PUT', '/bucket/alive', '', 'x'),
    httpRequest('POST', '/', SQS('ListQueues'), '{}'),
    httpRequest('POST', '/', DYNAMO('Scan'), '{"TableName":"table"}'),
  ];
  for (const each of requests) expect(statusOf(await rawRequest(cloud.port, each))).toBe(200);
}

test('a client that hangs up in mid-body harms nobody', async () => {
  const heads = [
    'PUT /bucket/key HTTP/1.1\r\n',
    `POST / HTTP/1.1\r\n${SQS('SendMessage')}`,
    `POST / HTTP/1.1\r\n${DYNAMO('PutItem')}`,
  ];
  for (const head of heads) {
    for (let round = 0; round < 10; round += 1) {
      await hangUpAfter(cloud.port, `${head}host: 127.0.0.1\r\ncontent-length: 1000\r\n\r\n{"half": `);
    }
    await hangUpAfter(cloud.port, `${head}host: 127.0.0.1\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhal`);
  }
  await expectAlive();
  expect(await rawRequest(cloud.port, httpRequest('GET', '/bucket/key', ''))).toContain('NoSuchKey');
});

test('a client that hangs up before it has read its answer harms nobody', async () => {
  await rawRequest(cloud.port, httpRequest('PUT', '/bucket/big', '', Buffer.alloc(5_000_000)));
  for (let round = 0; round < 10; round += 1) {
    await hangUpAfter(cloud.port, httpRequest('GET', '/bucket/big', ''));
    await hangUpAfter(cloud.port, httpRequest('POST', '/', DYNAMO('Scan'), '{"TableName":"table"}'));
  }
  await expectAlive();
});

test.each([
  ['words', 'hello\r\n\r\n'],
  ['control characters', '\u0000\u0001\u0002\r\n\r\n'],
  ['another version', 'GET / HTTP/9.9\r\n\r\n'],
  ['no Host', 'GET / HTTP/1.1\r\n\r\n'],
  ['a header without a colon', 'GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nbad header\r\n\r\n'],
  ['a negative length', 'PUT /bucket/a HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: -1\r\n\r\n'],
  ['a bad chunk', 'PUT /bucket/a HTTP/1.1\r\nhost: 127.0.0.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
  ['an endless path', `GET /${'x'.repeat(100_000)} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`],
])('what is not HTTP gets a 4xx: %s', async (_name, garbage) => {
  expect(await rawRequest(cloud.port, garbage)).toMatch(/^HTTP\/1\.1 4\d\d /);
  await expectAlive();
});

type Refused = [method: string, path: string, headers: Record<string, string>, body: string, status: number];

/** Calls with a target are signed, and JSON. */
const headerLines = ({ 'x-amz-target': target, ...others }: Record<string, string>): string =>
  (target === undefined ? '' : targetOf(target)) +
  Object.entries(others)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');

const REFUSED: Refused[] = [
  ['GET', '/bucket/%', {}, '', 400],
  ['GET', '/bucket/%ff', {}, '', 400],
  ['GET', '//bucket/a', {}, '', 400],
  ['GET', '/bucket?list-type=2&max-keys=x', {}, '', 400],
  ['POST', '/bucket?delete', { 'content-md5': '1B2M2Y8AsgTpgAmY7PhCfg==' }, '', 400],
  ['POST', '/bucket?uploads', {}, '', 501],
  ['PATCH', '/bucket/a', {}, '', 405],
  ['DELETE', '/', {}, '', 405],
  ['PUT', '/bucket/a', { 'x-amz-copy-source': 'nonsense' }, '', 400],
  ['PUT', '/bucket/a', { 'content-encoding': 'aws-chunked' }, 'nonsense', 400],
  ['POST', '/', { 'x-amz-target': 'AmazonSQS.SendMessage' }, '{', 400],
  ['POST', '/', { 'x-amz-target': 'AmazonSQS.SendMessage' }, '[]', 400],
  ['POST', '/', { 'x-amz-target': 'AmazonSQS.SendMessage' }, 'null', 400],
  ['POST', '/', { 'x-amz-target': 'AmazonSQS.SendMessage' }, '{"QueueUrl":1}', 400],
  [
    'POST',
    '/',
    { 'x-amz-target': 'AmazonSQS.SendMessage' },
    '{"QueueUrl":"x/queue","MessageBody":"a","MessageAttributes":[]}',
    400,
  ],
  [
    'POST',
    '/',
    { 'x-amz-target': 'AmazonSQS.ReceiveMessage' },
    '{"QueueUrl":"x/queue","MaxNumberOfMessages":"1"}',
    400,
  ],
  ['POST', '/', { 'x-amz-target': 'AmazonSQS.' }, '{}', 400],
  [
    'POST',
    '/',
    { 'x-amz-target': 'DynamoDB_20120810.Scan' },
    '{"TableName":"table","ScanFilter":{"M":null}}',
    400,
  ],
  ['POST', '/', { 'x-amz-target': 'DynamoDB_20120810.Scan' }, 'nonsense', 400],
  ['POST', '/', { 'x-amz-target': 'DynamoDB_20120810.NoSuchAction' }, '{}', 400],
  ['POST', '/', { 'x-amz-target': 'DynamoDB_' }, '{}', 400],
];

test.each(REFUSED)(
  '%s %s %j with the body %j is refused',
  async (...[method, path, headers, body, status]) => {
    const request = httpRequest(method, path, headerLines(headers), body);
    expect(statusOf(await rawRequest(cloud.port, request))).toBe(status);
  },
);

test('metadata that may not be sent back is refused or sent back, and nothing ends', async () => {
  for (const value of ['\u0001', '\u007f', 'é', '\t', '']) {
    await rawRequest(cloud.port, httpRequest('PUT', '/bucket/odd', `x-amz-meta-odd: a${value}b\r\n`));
    expect(await rawRequest(cloud.port, httpRequest('GET', '/bucket/odd', ''))).toMatch(/^HTTP\/1\.1 \d{3} /);
  }
  await expectAlive();
});

const path = fc
  .array(
    fc.constantFrom(
      '/',
      'bucket',
      'a',
      '%',
      '%00',
      '%ff',
      '..',
      '?',
      '&',
      '=',
      'list-type=2',
      'delete',
      'uploads',
      'max-keys=',
      '\u00e9',
      '+',
    ),
    { maxLength: 8 },
  )
  .map((parts) => `/${parts.join('')}`);
const header = fc.constantFrom(
  'range: bytes=9-1',
  'if-match: x',
  'if-none-match: *',
  'x-amz-copy-source: %',
  'content-encoding: aws-chunked',
  'content-md5: x',
  'x-amz-checksum-crc32: x',
  'x-amz-trailer: x',
  'x-amz-meta-a: b',
);
const headers = fc
  .uniqueArray(header, { maxLength: 3 })
  .map((lines) => lines.map((line) => `${line}\r\n`).join(''));
const method = fc.constantFrom('GET', 'PUT', 'POST', 'HEAD', 'DELETE', 'OPTIONS', 'PATCH');
const bytes = fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array));
const xmlish = fc
  .array(
    fc.constantFrom('<Delete>', '</Delete>', '<Object>', '</Object>', '<Key>a</Key>', '&', '<', '<![CDATA['),
  )
  .map((parts) => Buffer.from(parts.join('')));

const sqsAction = fc.constantFrom(
  'CreateQueue',
  'SendMessage',
  'SendMessageBatch',
  'ReceiveMessage',
  'DeleteMessageBatch',
  'ChangeMessageVisibility',
  'GetQueueAttributes',
  'SetQueueAttributes',
  'ListQueues',
  '__proto__',
);
const dynamoAction = fc.constantFrom(
  'CreateTable',
  'PutItem',
  'UpdateItem',
  'GetItem',
  'Scan',
  'Query',
  'BatchWriteItem',
  'DescribeTable',
  'ListTables',
  '__proto__',
);
const memberName = fc.constantFrom(
  'QueueUrl',
  'MessageGroupId',
  'MessageDeduplicationId',
  'FifoQueue',
  'QueueName',
  'MessageBody',
  'Entries',
  'Id',
  'Attributes',
  'MessageAttributes',
  'AttributeNames',
  'ReceiptHandle',
  'TableName',
  'Key',
  'Item',
  'ScanFilter',
  'Expected',
  'KeySchema',
  'ExpressionAttributeValues',
  'UpdateExpression',
  'ConditionExpression',
  'RequestItems',
  'id',
  'S',
  'M',
  'L',
  'N',
  '__proto__',
);
const leaf = fc.constantFrom<unknown>(
  null,
  true,
  0,
  -1,
  1e99,
  '',
  'table',
  'x/queue',
  'x/queue.fifo',
  'SET a = :b',
  'a[0]',
  {},
  [],
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.dictionary(memberName, tie('tree'), { maxKeys: 4 }),
    fc.array(tie('tree'), { maxLength: 3 }),
  ),
}));
const json = fc.oneof(
  bytes,
  tree.map((value) => Buffer.from(JSON.stringify(value))),
);

/** Where a client hangs up in the middle of its request, as a share of it; most do not. */
const hangUp = fc.option(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { freq: 9 });
const inspectionPath = fc.constantFrom(
  'faults',
  'calls',
  'calls/reset',
  'queues',
  'reset',
  'health',
  '',
  '..',
);

test.each([
  ['S3', fc.tuple(method, path, headers, fc.oneof(bytes, xmlish))],
  ['SQS', fc.tuple(fc.constant('POST'), fc.constant('/'), sqsAction.map(SQS), json)],
  ['DynamoDB', fc.tuple(fc.constant('POST'), fc.constant('/'), dynamoAction.map(DYNAMO), json)],
  [
    'the inspection',
    fc.tuple(
      method,
      inspectionPath.map((page) => `/_local/${page}`),
      fc.constant(''),
      json,
    ),
  ],
])(
  'random requests to %s get an answer each, none of them an internal error, whoever hangs up in between',
  async (_service, requests) => {
    await fc.assert(
      fc.asyncProperty(requests, hangUp, async ([verb, target, lines, body], hangsUpAt) => {
        const request = httpRequest(verb, target, lines, body);
        if (hangsUpAt !== null) {
          await hangUpAfter(cloud.port, request.subarray(0, Math.floor(request.length * hangsUpAt)));
          return;
        }
        expect(await rawRequest(cloud.port, request, 2000)).toMatch(
          /^HTTP\/1\.1 (2|3|4)\d\d |^HTTP\/1\.1 501 /,
        );
      }),
      { numRuns: REQUESTS_PER_SERVICE },
    );
    await expectAlive();
  },
);
