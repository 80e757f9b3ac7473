import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { programFile, startProgram, type AppName, type Ending } from '@widgets/programs';
import { freePort } from './free-port';
import { depthOf, DIST, keysOf, startLocalPipeline, type LocalPipeline } from './local-pipeline';
import { startRelay, type Relay } from './relay';

let pipeline: LocalPipeline;
/** Where programs take the cloud for one elsewhere, and make nothing that is missing. */
let relay: Relay;
let closedPort: number;

beforeAll(async () => {
  pipeline = await startLocalPipeline();
  relay = await startRelay(pipeline.url);
  closedPort = await freePort();
});
afterAll(async () => {
  await relay.close();
  await pipeline.close();
});

/** Runs a program that is to fail. */
async function fail(app: AppName, args: readonly string[], env = pipeline.env): Promise<Ending> {
  return startProgram(programFile(DIST, app), args, { env }).ended;
}

const elsewhere = (): Readonly<Record<string, string | undefined>> => ({
  ...pipeline.env,
  AWS_ENDPOINT_URL: relay.url,
});

/** Every failure is told in a line or two of words, the program first; a stack trace would have "at file". */
function expectClear(
  { code, stderr }: Ending,
  expected: { code: number; words: readonly (string | RegExp)[] },
): void {
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stderr).not.toContain('this is a bug');
  for (const words of expected.words) expect(stderr).toMatch(words);
  expect(code).toBe(expected.code);
}

describe('wrong usage is told in one line and ends with 2', () => {
  test.each([
    [
      'an unknown option',
      'consumer',
      ['-rq=q', '-wb=b', '--concurency=3'],
      ['--concurency', '--concurrency'],
    ],
    ['a bad number', 'producer', ['-rq=q', '-mwr', 'abc'], ['-mwr', 'abc', 'whole number']],
    ['a number out of range', 'consumer', ['-rq=q', '-wb=b', '-qwt=30'], ['-qwt', '30', '20']],
    ['an option without its value', 'producer', ['-rq', 'q', '-rb'], ['-rb', 'BUCKET']],
    ['an option whose value is the next option', 'producer', ['-rb', '-rq', 'q'], ['-rb', 'BUCKET']],
    ['a stray word', 'consumer', ['-rq=q', '-wb=b', 'stray'], ['stray']],
    ['two targets', 'consumer', ['-rq=q', '-wb=b', '-dwt=t'], ['-wb and -dwt exclude each other']],
    [
      'a strategy without a destination',
      'consumer',
      ['-rq=q', '--storage-strategy=s3'],
      ['--request-destination'],
    ],
    ['the Postgres store', 'consumer', ['-rq=q', '-pdbc=x'], ['-pdbc', 'Postgres store is not there yet']],
    ['a mix that is none', 'producer', ['-rq=q', '--mix=50-40-10'], ['--mix', '50:40:10']],
    [
      'an endpoint that is no URL',
      'consumer',
      ['-rq=q', '-wb=b', '--endpoint-url=4566'],
      ['--endpoint-url', '4566'],
    ],
  ] as const)('%s', async (_what, app, args, words) => {
    expectClear(await fail(app, args), { code: 2, words: [`${app}: `, ...words] });
  });

  test('several problems at once, each in a line', async () => {
    const { code, stderr } = await fail('producer', ['-mwr', 'x', '-ird', 'y', '--unknown']);
    expect(code).toBe(2);
    expect(stderr.split('\n').filter((line) => line.startsWith('producer: '))).toHaveLength(3);
  });

  test('contradictions, and a source that is missing as well, with the variables that take part', async () => {
    const env = { ...pipeline.env, WIDGET_WIDGET_BUCKET: 'b' };
    const { code, stderr } = await fail('consumer', ['-dwt=t', '--storage-strategy=s3'], env);
    expect(code).toBe(2);
    const [two, half, source, help] = stderr.split('\n');
    expect(two).toMatch(/-wb and -dwt exclude each other.*WIDGET_WIDGET_BUCKET/);
    expect(half).toMatch(/which bucket: name it with --request-destination/);
    expect(source).toMatch(/no source.*-rq.*-rb/);
    expect(help).toBe("Try 'consumer --help' for the options and examples.");
  });

  test('no names at all, where there are no default ones', async () => {
    expectClear(await fail('consumer', [], elsewhere()), { code: 2, words: ['-rq', '-wb', '-dwt'] });
    expectClear(await fail('producer', [], elsewhere()), { code: 2, words: ['-rb', '-rq'] });
  });
});

describe('what is missing in a cloud elsewhere is told with the command that makes it, and ends with 1', () => {
  test.each([
    ['a request bucket', 'producer', ['-rb=no-bucket'], 'aws s3 mb s3://no-bucket'],
    ['a queue', 'producer', ['-rq=no-queue'], 'aws sqs create-queue --queue-name no-queue'],
    [
      'a queue',
      'consumer',
      ['-rq=no-queue', '-wb=widgets-web'],
      'aws sqs create-queue --queue-name no-queue',
    ],
    ['a widget bucket', 'consumer', ['-rq=widget-requests', '-wb=no-bucket'], 'aws s3 mb s3://no-bucket'],
    [
      'a table',
      'consumer',
      ['-rq=widget-requests', '-dwt=no-table'],
      'aws dynamodb create-table --table-name no-table',
    ],
    [
      'a request bucket',
      'consumer',
      ['-rq=widget-requests', '-rb=no-rb', '-wb=widgets-web'],
      'aws s3 mb s3://no-rb',
    ],
    [
      'a dead-letter queue',
      'consumer',
      ['-rq=widget-requests', '-wb=widgets-web', '--dead-letter-queue=no-dlq'],
      'aws sqs create-queue --queue-name no-dlq',
    ],
  ] as const)('%s, by the %s', async (_what, app, args, command) => {
    expectClear(await fail(app, args, elsewhere()), { code: 1, words: [`${app}: There is no `, command] });
  });

  test('a table whose key no widget can have', async () => {
    await pipeline.dynamodb.send(
      new CreateTableCommand({
        TableName: 'sorted',
        AttributeDefinitions: [
          { AttributeName: 'id', AttributeType: 'S' },
          { AttributeName: 'version', AttributeType: 'N' },
        ],
        KeySchema: [
          { AttributeName: 'id', KeyType: 'HASH' },
          { AttributeName: 'version', KeyType: 'RANGE' },
        ],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    const ending = await fail('consumer', ['-rq=widget-requests', '-dwt=sorted']);
    expectClear(ending, { code: 1, words: ['sorted', 'id, version', 'one string key'] });
  });
});

describe('what keeps a program from the cloud is told, and ends with 1', () => {
  test.each(['producer', 'consumer'] as const)('a refused connection, by the %s', async (app) => {
    const url = `http://127.0.0.1:${closedPort}`;
    const ending = await fail(app, [], { ...pipeline.env, AWS_ENDPOINT_URL: url });
    expectClear(ending, { code: 1, words: [`${app}: `, url, 'nx run local-cloud:serve'] });
  });

  test.each(['producer', 'consumer'] as const)('missing credentials, by the %s', async (app) => {
    const env = {
      PATH: process.env['PATH'],
      HOME: '/nonexistent',
      AWS_ENDPOINT_URL: pipeline.url,
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    expectClear(await fail(app, [], env), {
      code: 1,
      words: [`${app}: `, /credentials/i, 'AWS_ACCESS_KEY_ID'],
    });
  });

  test.each([
    ['a region that is none', ['-r', 'not a region!'], {}, 'region'],
    ['an endpoint that is no URL', [], { AWS_ENDPOINT_URL: 'localhost:4566' }, 'endpoint'],
  ])('%s', async (_what, args, more, words) => {
    const ending = await fail('consumer', args, { ...pipeline.env, ...more });
    expectClear(ending, { code: 1, words: [new RegExp(words, 'i')] });
  });

  test('a profile that is nowhere', async () => {
    const ending = await fail('consumer', ['-p', 'no-such-profile']);
    expectClear(ending, { code: 1, words: ['no-such-profile'] });
  });

  test('files that cannot be read or written', async () => {
    const record = await fail('producer', ['-rq=files', '--record', '/nonexistent/sent.ndjson']);
    expectClear(record, { code: 1, words: ['--record /nonexistent/sent.ndjson'] });
    const replay = await fail('producer', ['-rq=files', '--replay', '/nonexistent']);
    expectClear(replay, { code: 1, words: ['--replay /nonexistent'] });
    expect(await depthOf(pipeline, 'files')).toEqual({ visible: 0, other: 0 });
    const unreadable = await fail('producer', ['-rq=files', '--replay', '/proc/self/mem']);
    expectClear(unreadable, { code: 1, words: ['--replay /proc/self/mem: cannot be read'] });
  });

  test('a disk that is full: the producer stops, and says so', async () => {
    const ending = await fail('producer', ['-rq=full', '-ird=5', '-mwr=2000', '--record', '/dev/full']);
    expectClear(ending, { code: 1, words: ['--record /dev/full: cannot be written'] });
    expect((await depthOf(pipeline, 'full')).visible).toBeLessThan(1000);
  });
});

describe('a queue of pointers is safe from a wrong -rb', () => {
  const produce = (name: string) => pipeline.run('producer', '-rb', name, '-rq', name, '-mwr=5', '-ird=0');

  test('a mistyped one: the program stops with 2, names both buckets, and all is still there', async () => {
    await produce('right');
    const options = ['-rq=right', '-rb=wrong', '-wb=widgets-web', '-qwt=1', '--stop-when-empty'];
    const ending = await fail('consumer', options);
    const told = /bucket right.*request bucket named is wrong.*-rb=right/g;
    expectClear(ending, { code: 2, words: [told] });
    expect(ending.stderr.match(told)).toHaveLength(2);
    const { visible, other } = await depthOf(pipeline, 'right');
    expect(visible + other).toBe(5);
    expect(await keysOf(pipeline, 'right')).toHaveLength(5);
    expect(await depthOf(pipeline, 'widget-requests-dlq')).toEqual({ visible: 0, other: 0 });
  });

  test('none at all: the program stops with 2, and everything is visible again', async () => {
    await produce('unnamed');
    const ending = await fail('consumer', ['-rq=unnamed', '-wb=widgets-web', '-qwt=1']);
    expectClear(ending, { code: 2, words: ['bucket unnamed', '-rb=unnamed'] });
    expect(ending.stderr.match(/-rb=unnamed/g)).toHaveLength(1);
    expect(await depthOf(pipeline, 'unnamed')).toEqual({ visible: 5, other: 0 });
    expect(await keysOf(pipeline, 'unnamed')).toHaveLength(5);
  });
});

test('a dead-letter queue that is the request queue is wrong usage: nothing would ever end', async () => {
  const ending = await fail('consumer', ['-rq=same', '-wb=widgets-web', '--dead-letter-queue=same']);
  expectClear(ending, { code: 2, words: [/--dead-letter-queue same: .*the request queue itself/] });
});

test('a message that is nothing of ours goes to the dead-letter queue, and what came after it is applied', async () => {
  await pipeline.run('producer', '-rq=mixed', '-mwr=3', '-ird=0', '--mix=1:0:0');
  const { QueueUrl } = await pipeline.sqs.send(new GetQueueUrlCommand({ QueueName: 'mixed' }));
  await pipeline.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello, is anybody there?' }));
  const options = ['-rq=mixed', '-wb=mixed', '--dead-letter-queue=mixed-dead', '-qwt=1', '--stop-when-empty'];
  const { stdout } = await pipeline.run('consumer', ...options);
  expect(stdout).toMatch(/create +3 applied/);
  expect(stdout).toMatch(/unreadable +1 refused/);
  expect(await depthOf(pipeline, 'mixed-dead')).toEqual({ visible: 1, other: 0 });
  expect(await depthOf(pipeline, 'mixed')).toEqual({ visible: 0, other: 0 });
});
