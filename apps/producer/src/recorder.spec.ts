import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLineOrder, openRecorder } from './recorder';

const bytes = (text: string): Uint8Array => Buffer.from(text);

test('lines come in the order of their beginning, whatever the order of their ends, and only those sent', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('sent' as const, 'not-sent' as const), { maxLength: 30 }),
      fc.infiniteStream(fc.nat()),
      (results, random) => {
        const written: string[] = [];
        const order = createLineOrder((line) => written.push(Buffer.from(line).toString()));
        const ends = results.map((result, at) => ({ result, end: order.begin(bytes(String(at))) }));
        while (ends.length > 0) {
          const [chosen] = ends.splice((random.next().value ?? 0) % ends.length, 1);
          chosen?.end(chosen.result);
        }
        expect(written).toEqual(results.flatMap((result, at) => (result === 'sent' ? [String(at)] : [])));
      },
    ),
  );
});

test('a request of several lines becomes one line that means the same', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'recorder-'));
  const file = join(folder, 'sent.ndjson');
  const recorder = await openRecorder(file);
  recorder.begin(bytes('{\r\n  "type": "delete"\n}'))('sent');
  await recorder.close();
  const text = await readFile(file, 'utf8');
  expect(text.match(/\n/g)).toHaveLength(1);
  expect(JSON.parse(text)).toEqual({ type: 'delete' });
  await rm(folder, { recursive: true });
});

test('a file that has much to take is ready again when it has taken it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'recorder-'));
  const file = join(folder, 'sent.ndjson');
  const recorder = await openRecorder(file);
  const events: string[] = [];
  recorder.begin(bytes('x'.repeat(1_000_000)))('sent');
  const ready = recorder.untilReady().then(() => events.push('ready'));
  await Promise.resolve().then(() => events.push('next'));
  await ready;
  expect(events).toEqual(['next', 'ready']);
  await recorder.close();
  await expect(recorder.untilReady()).resolves.toBeUndefined();
  await rm(folder, { recursive: true });
});

test('a file that cannot be written is told by its name', async () => {
  await expect(openRecorder('/no-such-folder/sent.ndjson')).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringContaining('--record /no-such-folder/sent.ndjson: cannot be written'),
  });
});
