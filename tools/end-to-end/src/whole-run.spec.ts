import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MESSAGE_FORMATS } from '@widgets/widget-model';
import { readRequestLines, validRequests } from '@widgets/verify';
import { startProgram } from '@widgets/programs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { depthOf, DIST, keysOf, startLocalPipeline, type LocalPipeline } from './local-pipeline';
import { tableDifferences } from './table-differences';

let pipeline: LocalPipeline;
let folder: string;

beforeAll(async () => {
  pipeline = await startLocalPipeline();
  folder = await mkdtemp(join(tmpdir(), 'whole-run-'));
});
afterAll(async () => {
  await pipeline.close();
  await rm(folder, { recursive: true });
});

describe.each(MESSAGE_FORMATS)('messages in the format %s', (format) => {
  const names = {
    bucket: `requests-${format}`,
    queue: `requests-${format}`,
    table: `widgets-${format}`,
  };
  const bucket = format === 'inline' ? [] : ['-rb', names.bucket];

  test('bring every request to its widget, and leave nothing behind', async () => {
    const record = join(folder, `${format}.ndjson`);
    const { stdout } = await pipeline.run(
      'producer',
      ...[...bucket, '-rq', names.queue, '--message-format', format],
      ...['-mwr', '200', '-ird', '0', '--seed', '7', '--record', record],
    );
    expect(stdout).toMatch(/total +200 in/);
    await pipeline.run(
      'consumer',
      ...[...bucket, '-rq', names.queue, '-dwt', names.table],
      ...['-qwt', '1', '--stop-when-empty'],
    );
    expect(await tableDifferences(pipeline, names.table, record)).toEqual([]);
    expect(await depthOf(pipeline, names.queue)).toEqual({ visible: 0, other: 0 });
    if (format !== 'inline') expect(await keysOf(pipeline, names.bucket)).toEqual([]);
  });
});

test('a recorded run replayed under new keys makes the same widgets elsewhere', async () => {
  const record = join(folder, 'inline.ndjson');
  await pipeline.run('producer', '-rq=again', '-ird=0', '--replay', record);
  await pipeline.run('consumer', '-rq=again', '-dwt=again', '--max-requests', '200', '-qwt=1');
  expect(await tableDifferences(pipeline, 'again', record)).toEqual([]);
});

test('the same seed sends the same requests', async () => {
  const files = ['first', 'second'].map((name) => join(folder, `${name}.ndjson`));
  for (const file of files) {
    await pipeline.run(
      'producer',
      '-rb=seeded',
      '-mwr=50',
      '-ird=0',
      '--seed=99',
      '--mix=3:2:1',
      '--record',
      file,
    );
  }
  const [first, second] = await Promise.all(files.map((file) => validRequests(readRequestLines(file))));
  expect(first).toHaveLength(50);
  expect(second).toEqual(first);
  expect(await keysOf(pipeline, 'seeded')).toHaveLength(100);
});

test('the consumer ends after the number of requests that it was given, and the rest stays', async () => {
  await pipeline.run('producer', '-rq=counted', '-mwr=60', '-ird=0', '--mix=1:0:0');
  const { stdout } = await pipeline.run(
    'consumer',
    '-rq=counted',
    '-dwt=counted',
    '--max-requests=25',
    '-qwt=1',
  );
  expect(stdout).toMatch(/create +25 applied/);
  expect(await depthOf(pipeline, 'counted')).toEqual({ visible: 35, other: 0 });
});

test.each(['s3', 'dynamodb'])(
  'the demo finds nothing lost and nothing wrong with widgets in %s',
  async (store) => {
    const demo = fileURLToPath(new URL('tools/demo/demo.mjs', DIST));
    const { code, stdout, stderr } = await startProgram(demo, ['--requests', '300', '--store', store], {
      env: process.env,
    }).ended;
    expect(stdout.split('\n').at(-1)).toMatch(/^All is well\. 300 requests, \d+ widgets: 0 lost, 0 wrong$/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  },
);

test('each program is one file that runs from an empty folder with plain node', async () => {
  for (const app of ['producer', 'consumer', 'local-cloud'] as const) {
    const alone = join(await mkdtemp(join(folder, `${app}-`)), 'program.mjs');
    await copyFile(fileURLToPath(new URL(`apps/${app}/${app}.mjs`, DIST)), alone);
    const env = { PATH: process.env['PATH'] };
    const { code, stdout } = await startProgram(alone, ['--version'], { env }).ended;
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(`^${app} \\d+\\.\\d+\\.\\d+$`),
    });
    const help = await startProgram(alone, ['--help'], { env }).ended;
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(Math.max(...help.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  }
});

test('programs copied to an empty folder do the whole job there', async () => {
  const alone = await mkdtemp(join(folder, 'alone-'));
  const files = new Map<string, string>();
  for (const app of ['producer', 'consumer', 'local-cloud'] as const) {
    const file = join(alone, `${app}.mjs`);
    await copyFile(fileURLToPath(new URL(`apps/${app}/${app}.mjs`, DIST)), file);
    files.set(app, file);
  }
  const options = { env: pipeline.env, cwd: alone };
  const cloud = startProgram(files.get('local-cloud')!, ['--port', '0'], options);
  const [, url = ''] = await cloud.line(/listening on (http:\/\/\S+)/);
  const to = ['--endpoint-url', url];
  const producer = await startProgram(files.get('producer')!, [...to, '-mwr=20', '-ird=0'], options).ended;
  const consumer = await startProgram(files.get('consumer')!, [...to, '--max-requests=20', '-qwt=1'], options)
    .ended;
  expect([producer.code, consumer.code]).toEqual([0, 0]);
  expect(consumer.stdout).toMatch(/total +20 in/);
  cloud.kill('SIGTERM');
  expect((await cloud.ended).code).toBe(0);
});
