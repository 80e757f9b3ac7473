import { expect, test } from '@jest/globals';
import { parseCommandLine } from '@widgets/cli-kit';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Results } from '../compare/comparison';
import { BUILT, configOf, keepingLines } from '../testing/built';
import { CONSUMERS } from './contestants';
import { runBench } from './options';
import { runComparison } from './run-comparison';

async function runTiny(...argv: readonly string[]): Promise<Results<'run'> & { printed: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const file = join(folder, 'run.json');
  const context = keepingLines();
  const tiny = ['--requests=60', '--rounds=1', '--latencies=0', '--json', file];
  try {
    await runComparison(BUILT, configOf(runBench('0'), [...tiny, ...argv]), context);
    const results = JSON.parse(await readFile(file, 'utf8')) as Results<'run'>;
    return { ...results, printed: context.lines.join('\n') };
  } finally {
    await rm(folder, { recursive: true });
  }
}

// A contestant that leaves a widget unmade or a request object behind makes the comparison fail.
test('every consumer does all of the work, and the file says what it took', async () => {
  const { about, samples, verdicts, printed } = await runTiny();
  expect(about).toMatchObject({ bench: 'run', machine: { node: process.version } });
  expect(samples.map(({ contestant }) => contestant)).toEqual(CONSUMERS.map(({ name }) => name));
  for (const sample of samples) {
    expect(sample).toMatchObject({ requests: 60, round: 1, latencyMs: 0 });
    expect(sample.calls).toMatchObject({ s3: { GetObject: 60 } });
    const numbers = [sample.seconds, sample.perSecond, sample.cpuMsPerRequest, sample.rssMb];
    expect(numbers.filter((value) => !(value > 0))).toEqual([]);
  }
  const [ours] = samples;
  expect(ours?.callsPerRequest).toBeGreaterThan(2);
  expect(verdicts.map(({ what }) => what)).toContain('AWS calls per request');
  expect(printed).toContain('| bare SDK loop ');
}, 300_000);

test('requests can be the messages themselves, which saves a call and more', async () => {
  const { samples, isInline } = await runTiny('--inline', '--only=ours', '--only=bare', '--only=sequential');
  expect(isInline).toBe(true);
  expect(samples.map(({ calls }) => calls['s3']?.['GetObject'])).toEqual([undefined, undefined, undefined]);
  const written = samples.map(({ calls }) => Object.values(calls['dynamodb'] ?? {}));
  expect(written.map((counts) => Math.max(...counts))).toEqual([60, 60, 60]);
}, 300_000);

test('ours can be measured alone by how many messages it has in hand', async () => {
  const { about, samples } = await runTiny('--in-hand=1,40');
  expect(about.command).toBe('npx nx run bench:run -- --in-hand 1,40');
  expect(samples.map(({ contestant }) => contestant)).toEqual(['1 in hand', '40 in hand']);
  expect(samples.map(({ calls }) => calls['s3']?.['GetObject'])).toEqual([60, 60]);
  // With one in hand a receive brings one message.
  const receives = samples.map(({ calls }) => calls['sqs']?.['ReceiveMessage'] ?? 0);
  expect(receives[0]).toBeGreaterThanOrEqual(60);
  expect(receives[1]).toBeLessThan(30);
}, 300_000);

test.each(['--in-hand=0', '--in-hand=1001', '--in-hand=8 --only=ours'])('%s is refused', (given) => {
  const commandLine = parseCommandLine(runBench('0'), given.split(' '), {});
  expect(commandLine).toMatchObject({ problems: [expect.stringMatching(/^--in-hand/)] });
});

test('a consumer that does not take part is named along with those that do', () => {
  const commandLine = parseCommandLine(runBench('0'), ['--only=kafka'], {});
  expect(commandLine).toMatchObject({ problems: [expect.stringContaining('kafka: there are ours, sqs-')] });
});
