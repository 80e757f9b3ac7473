import { expect, test } from '@jest/globals';
import { parseCommandLine } from '@widgets/cli-kit';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dryRun } from './dry-run';
import { producerProgram } from './options';

const ignore = (): void => undefined;

async function linesOf(argv: readonly string[], stop = new AbortController(), stopAfter = Infinity) {
  const commandLine = parseCommandLine(producerProgram('0'), ['--dry-run', ...argv], {});
  if (commandLine.kind !== 'run') throw new Error(JSON.stringify(commandLine));
  const lines: string[] = [];
  const warnings: string[] = [];
  await dryRun(commandLine.config, {
    print: (line) => {
      lines.push(line);
      if (lines.length === stopAfter) stop.abort();
    },
    log: { debug: ignore, info: ignore, warn: (_fields, message) => warnings.push(message), error: ignore },
    signal: stop.signal,
  });
  return { lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>), warnings };
}

test('a pointer is told with the object that it points to', async () => {
  const { lines } = await linesOf(['-rb=b', '-rq=q', '-mwr=3', '--mix=1:0:0']);
  expect(lines).toHaveLength(3);
  for (const line of lines) {
    const { key, message } = line;
    expect(key).toMatch(/^\d{13}-\d{6}-[0-9a-f]{8}$/);
    expect(line).toMatchObject({ bucket: 'b', queue: 'q', request: { type: 'create' } });
    expect(JSON.parse(message as string)).toEqual([
      expect.stringContaining('PayloadS3Pointer'),
      { s3BucketName: 'b', s3Key: key },
    ]);
  }
});

test('a message to a FIFO queue is told with its group, which is the widget, and with what it is taken once by', async () => {
  for (const to of [['-rb=b'], []]) {
    const { lines } = await linesOf([...to, '-rq=q.fifo', '-mwr=3']);
    for (const { request, messageGroupId, messageDeduplicationId } of lines) {
      expect(messageGroupId).toBe((request as { widgetId: string }).widgetId);
      expect(messageDeduplicationId).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(new Set(lines.map((line) => line['messageDeduplicationId'])).size).toBe(3);
  }
});

test('the same seed prints the same requests, with or without a queue', async () => {
  const requests = async (...to: string[]) =>
    (await linesOf([...to, '-mwr=20', '--seed=4'])).lines.map(({ request }) => request);
  expect(await requests('-rb=b')).toEqual(await requests('-rq=q'));
});

test('without names those of a local cloud stand in', async () => {
  expect((await linesOf(['-mwr=1'])).lines[0]).toMatchObject({
    bucket: 'widget-requests',
    queue: 'widget-requests',
  });
});

test('an endless run ends when it is stopped', async () => {
  expect((await linesOf(['-rq=q', '-mwr=0'], new AbortController(), 25)).lines).toHaveLength(25);
});

test('what is replayed is shown as it is, and what cannot be sent is left out with a warning', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dry-run-'));
  await writeFile(join(folder, '1612306374392'), 'no JSON');
  await writeFile(join(folder, 'white space'), '{}');
  const { lines, warnings } = await linesOf(['-rb=b', '-rq=q', '--message-format=key', '--replay', folder]);
  expect(lines).toEqual([
    {
      request: 'no JSON',
      bucket: 'b',
      key: '1612306374392',
      queue: 'q',
      message: '1612306374392',
      attributes: {},
    },
  ]);
  expect(warnings).toHaveLength(1);
  await rm(folder, { recursive: true });
});
