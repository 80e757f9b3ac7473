import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { XMLParser } from 'fast-xml-parser';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasInstructorRequests, INSTRUCTOR_FOLDER } from './instructor-folder';
import { logOf, startLocalPipeline, type LocalPipeline } from './local-pipeline';
import { pythonHas, runPython } from './python';

let pipeline: LocalPipeline;
let folder: string;

beforeAll(async () => {
  pipeline = await startLocalPipeline();
  folder = await mkdtemp(join(tmpdir(), 'verify-'));
});
afterAll(async () => {
  await pipeline.close();
  await rm(folder, { recursive: true });
});

const verify = (...args: string[]) => pipeline.start('widget-verify', ...args).ended;

type Finding = {
  kind: string;
  place: string;
  rule: string;
  property?: string;
  expected?: unknown;
  found?: unknown;
  cause?: { line?: number };
  suspect?: { line?: number };
};

/** What the program says in JSON; it must end with 1, as something differs. */
async function findingsOf(...args: string[]): Promise<Finding[]> {
  const { code, stdout, stderr } = await verify(...args, '--format=json');
  if (code !== 1) throw new Error(`exited with ${code}: ${stdout}${stderr}`);
  return (JSON.parse(stdout) as { findings: Finding[] }).findings;
}

const request = (type: string, widgetId: string, more: object = {}) => ({
  ...{ type, widgetId, requestId: `${type}-${widgetId}`, owner: 'Mary Matthews' },
  ...more,
});
const attributes = (values: Record<string, string>) => ({
  otherAttributes: Object.entries(values).map(([name, value]) => ({ name, value })),
});
const data = { label: 'L', description: 'D', ...attributes({ color: 'red', size: '7' }) };

/** A widget for each mistake that is going to be planted; lines 1 to 11. */
const REQUESTS = [
  ...['replaced', 'emptied', 'stolen', 'deleted', 'moved', 'right'].map((id) => request('create', id, data)),
  request('update', 'replaced', attributes({ size: '8' })),
  request('update', 'emptied', { label: 'M', ...attributes({ color: '' }) }),
  request('update', 'stolen', { label: 'M' }),
  request('delete', 'deleted'),
  request('update', 'moved', { description: '' }),
];

async function applied(name: string, ...target: string[]): Promise<string> {
  const file = join(folder, `${name}.ndjson`);
  await writeFile(file, REQUESTS.map((each) => `${JSON.stringify(each)}\n`).join(''));
  await pipeline.sqs.send(new CreateQueueCommand({ QueueName: name }));
  await pipeline.run('producer', `-rq=${name}`, '-ird=0', '--replay', file);
  await pipeline.run('consumer', `-rq=${name}`, ...target, `--max-requests=${REQUESTS.length}`, '-qwt=1');
  return file;
}

const MISTAKES = [
  {
    ...{ widget: 'deleted', kind: 'extra', rule: 'delete-removes', cause: 10 },
  },
  {
    ...{ widget: 'emptied', kind: 'wrong', rule: 'empty-string-removes', cause: 8 },
    ...{ property: 'color', found: '' },
  },
  {
    ...{ widget: 'moved', kind: 'wrong', rule: 'widget-key', cause: 5, property: 'key' },
  },
  {
    ...{
      widget: 'replaced',
      kind: 'wrong',
      rule: 'update-keeps-what-it-does-not-name',
      cause: 1,
      suspect: 7,
    },
    ...{ property: 'color', expected: 'red' },
  },
  {
    ...{ widget: 'stolen', kind: 'wrong', rule: 'owner-never-changes', cause: 3 },
    ...{ property: 'owner', expected: 'Mary Matthews', found: 'John Jones' },
  },
] as const;

/** Each finding, where it is right: the planted mistake of its widget. */
const summary = (findings: readonly Finding[]) =>
  findings.map(({ place, kind, rule, property, expected: wanted, found, cause, suspect }) => ({
    ...{ widget: place.slice(place.lastIndexOf('/') + 1), kind, rule, cause: cause?.line },
    ...(property === undefined ? {} : { property }),
    ...(wanted === undefined || property === 'key' ? {} : { expected: wanted }),
    ...(found === undefined || property === 'key' ? {} : { found }),
    ...(suspect === undefined ? {} : { suspect: suspect.line }),
  }));

type Body = Record<string, unknown> & { otherAttributes: { name: string; value: string }[] };
const named = (body: Body, name: string, value: string | undefined) => [
  ...body.otherAttributes.filter((each) => each.name !== name),
  ...(value === undefined ? [] : [{ name, value }]),
];

describe('five mistakes in a bucket', () => {
  let file: string;
  const bucket = 'judged';
  const keyOf = (id: string): string => `widgets/mary-matthews/${id}`;
  const put = (Key: string, body: unknown) =>
    pipeline.s3.send(
      new PutObjectCommand({
        ...{ Bucket: bucket, Key, Body: JSON.stringify(body), ContentType: 'application/json' },
      }),
    );
  const bodyOf = async (id: string): Promise<Body> => {
    const { Body } = await pipeline.s3.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(id) }));
    return JSON.parse((await Body?.transformToString()) ?? '') as Body;
  };

  beforeAll(async () => {
    file = await applied(bucket, `-wb=${bucket}`);
  });

  test('are none at first: nothing is said but the count', async () => {
    expect(await verify('--expect', file, '-wb', bucket)).toEqual({
      code: 0,
      stdout: '5 widgets are as 11 requests say',
      stderr: '',
    });
  });

  describe('once they are planted', () => {
    beforeAll(async () => {
      const [replaced, emptied, stolen, moved] = await Promise.all(
        ['replaced', 'emptied', 'stolen', 'moved'].map(bodyOf),
      );
      await put(keyOf('replaced'), { ...replaced, otherAttributes: [{ name: 'size', value: '8' }] });
      await put(keyOf('emptied'), { ...emptied, otherAttributes: named(emptied!, 'color', '') });
      await put(keyOf('stolen'), { ...stolen, owner: 'John Jones' });
      await put(keyOf('deleted'), { ...request('create', 'deleted', data), type: undefined });
      await put('widgets/Mary Matthews/moved', moved);
      await pipeline.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: keyOf('moved') }));
    });

    test('are each told with the rule, in JSON', async () => {
      expect(summary(await findingsOf('--expect', file, '-wb', bucket))).toEqual(MISTAKES);
    });

    test('are told in words, for the names of consumer.py as well', async () => {
      const target = ['--request-destination', bucket, '--storage-strategy', 's3'];
      const { code, stdout } = await verify('--expect', file, ...target);
      expect(code).toBe(1);
      for (const { rule } of MISTAKES) expect(stdout).toContain(`rule     ${rule}\n`);
      expect(stdout).toContain(
        'widgets/mary-matthews/stolen: owner should be "Mary Matthews", and is "John Jones"',
      );
      expect(stdout).toContain(`cause    create create-replaced at ${file}:1\n`);
      expect(stdout).toMatch(/\n0 missing, 1 extra, 4 wrong, where 11 requests leave 5 widgets$/);
    });

    test('are told to CI in a file that is JUnit', async () => {
      const output = join(folder, 'verdict.xml');
      const { code, stdout } = await verify(
        ...['--expect', file, '-wb', bucket, '--format=junit', '--output', output],
      );
      expect({ code, stdout }).toEqual({
        code: 1,
        stdout: '0 missing, 1 extra, 4 wrong, where 11 requests leave 5 widgets',
      });
      const { testsuites } = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(
        await readFile(output, 'utf8'),
      ) as {
        testsuites: { testsuite: { failures: string; testcase: { name: string; failure?: unknown }[] } };
      };
      const { failures, testcase } = testsuites.testsuite;
      const failed = testcase.filter(({ failure }) => failure !== undefined).map(({ name }) => name);
      expect(failures).toBe('5');
      expect(failed.sort()).toEqual(MISTAKES.map(({ rule }) => rule).sort());
    });

    test('a widget that lies outside of the prefix is at a wrong key too', async () => {
      await pipeline.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: keyOf('right') }));
      await put('mary-matthews/right.json', {});
      expect(await findingsOf('--expect', file, '-wb', bucket)).toContainEqual(
        expect.objectContaining({
          ...{ rule: 'widget-key', expected: keyOf('right'), found: 'mary-matthews/right.json' },
        }),
      );
    });
  });
});

describe('five mistakes in a table', () => {
  let file: string;
  const table = 'judged';
  const put = (Item: Record<string, AttributeValue>) =>
    pipeline.dynamodb.send(new PutItemCommand({ TableName: table, Item }));
  const itemOf = async (id: string): Promise<Record<string, AttributeValue>> => {
    const { Item } = await pipeline.dynamodb.send(
      new GetItemCommand({ TableName: table, Key: { id: { S: id } } }),
    );
    if (Item === undefined) throw new Error(`there is no ${id}`);
    return Item;
  };

  beforeAll(async () => {
    file = await applied('judged-table', `-dwt=${table}`);
  });

  test('are none at first: nothing is said but the count', async () => {
    expect(await verify('--expect', file, '-dwt', table)).toEqual({
      code: 0,
      stdout: '5 widgets are as 11 requests say',
      stderr: '',
    });
  });

  test('are each told with the rule once they are planted', async () => {
    const { color: _color, ...replaced } = await itemOf('replaced');
    await put(replaced);
    await put({ ...(await itemOf('emptied')), color: { S: '' } });
    await put({ ...(await itemOf('stolen')), owner: { S: 'John Jones' } });
    const { _order, ...like } = await itemOf('right');
    await put({ ...like, id: { S: 'deleted' }, requestId: { S: 'create-deleted' } });
    await put({ ...(await itemOf('moved')), id: { S: 'mary-matthews/moved' } });
    await pipeline.dynamodb.send(new DeleteItemCommand({ TableName: table, Key: { id: { S: 'moved' } } }));

    expect(summary(await findingsOf('--expect', file, '-dwt', table))).toEqual(MISTAKES);
  });

  test('other attributes in a list, and numbers, are not as they must be', async () => {
    const { color, size: _size, ...item } = await itemOf('right');
    await put({ ...item, color: color!, size: { N: '7' } });
    const inList = { ...item, otherAttributes: { L: [{ S: 'red' }] } };
    await put({ ...inList, id: { S: 'emptied' }, requestId: { S: 'create-emptied' } });
    const findings = await findingsOf('--expect', file, '-dwt', table);
    expect(findings).toContainEqual(
      expect.objectContaining({ place: 'right', rule: 'values-are-text', property: 'size' }),
    );
    expect(findings).toContainEqual(
      expect.objectContaining({
        ...{ place: 'emptied', rule: 'attributes-of-their-own', property: 'otherAttributes' },
      }),
    );
  });
});

test('what cannot be looked at is told in a line, with the fix', async () => {
  const file = join(folder, 'none.ndjson');
  await writeFile(file, '');
  for (const [args, code, says] of [
    [['-wb=widgets-web'], 2, /--expect is missing: name the requests/],
    [['--expect=no-such-file', '-wb=widgets-web'], 2, /--expect no-such-file: cannot be read/],
    [['--expect', file, '-dwt=no-such-table'], 1, /There is no DynamoDB table no-such-table/],
    [['--expect', file, '-wb=no-such-bucket'], 1, /There is no bucket "no-such-bucket"/],
    [['--expect', file, '--output=no/such/folder'], 2, /--output no\/such\/folder: cannot be written/],
  ] as const) {
    const ending = await verify(...args);
    expect(ending.code).toBe(code);
    expect(ending.stderr).toMatch(says);
    expect(ending.stderr).not.toMatch(/^ +at /m);
  }
});

(pythonHas('boto3') ? test : test.skip)('what a consumer in plain Python leaves is right', async () => {
  const name = 'judged-python';
  const record = join(folder, 'python.ndjson');
  for (const Bucket of [name, `${name}-widgets`]) await pipeline.s3.send(new CreateBucketCommand({ Bucket }));
  await pipeline.sqs.send(new CreateQueueCommand({ QueueName: name }));
  await pipeline.run(
    'producer',
    ...['-rb', name, '-rq', name, '--message-format=json', '-mwr=200', '-ird=0', '--seed=8'],
    ...['--concurrency=1', '--record', record],
  );
  runPython(pipeline, 'examples/consumer.py', name, name, `${name}-widgets`);
  const { code, stdout, stderr } = await verify('--expect', record, '-wb', `${name}-widgets`);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^\d+ widgets are as 200 requests say$/);
});

(hasInstructorRequests() ? test : test.skip)(
  "of the instructor's requests the three bad ones are ignored, and twelve widgets are right",
  async () => {
    const name = 'judged-instructor';
    await pipeline.sqs.send(new CreateQueueCommand({ QueueName: name }));
    await pipeline.run(
      'producer',
      '-rb=widget-requests',
      '-rq',
      name,
      '-ird=0',
      '--replay',
      INSTRUCTOR_FOLDER,
    );
    await pipeline.run(
      'consumer',
      ...['-rb=widget-requests', '-rq', name, '-dwt', name, '-qwt=1', '--stop-when-empty'],
    );
    const ending = await verify('--expect', INSTRUCTOR_FOLDER, '-dwt', name);
    expect(ending).toMatchObject({ code: 0, stdout: '12 widgets are as 35 requests (3 invalid) say' });
    expect(logOf(ending).map(({ reason }) => reason)).toEqual([
      'the request is empty',
      expect.stringContaining('type must be create, update or delete'),
      'owner is required and must be a string',
    ]);
  },
);
