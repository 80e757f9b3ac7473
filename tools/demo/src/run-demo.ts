import { UserError, type ProgramContext } from '@widgets/cli-kit';
import { localEnvironment, startLocalCloudProcess } from '@widgets/programs';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkWidgets } from './check-widgets';
import type { DemoConfig } from './options';
import { describeVerdict, NEXT_STEPS } from './report';
import { runPipeline } from './run-pipeline';

/** Of all that is built; the demo is `tools/demo/demo.mjs` in it. */
const DIST = new URL('../../', import.meta.url);

/** The main job, for real and with a verdict. Throws `UserError` when anything is lost or wrong. */
export async function runDemo(config: DemoConfig, { print, signal }: ProgramContext): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'widget-demo-'));
  // However this process ends, a second Ctrl-C included.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const cloud = await startLocalCloudProcess(DIST);
  // From here on the AWS SDK of this process goes there too.
  process.env = { ...localEnvironment(cloud.url, process.env) };
  try {
    print(`An embedded cloud (S3, SQS and DynamoDB) runs at ${cloud.url}.`);
    print(`Producer and consumer start as programs of their own: ${config.requests} requests.\n`);
    const recordFile = join(folder, 'sent.ndjson');
    const run = { config, dist: DIST, url: cloud.url, recordFile, onLine: print, signal };
    const { producer, consumer } = await runPipeline(run);
    if (signal.aborted) throw new UserError('stopped before the end: nothing was checked');
    if (producer.code !== 0 || consumer.code !== 0)
      throw new UserError('a program failed: see its message above');

    print('\nChecking every widget against what the requests say ...\n');
    const verdict = await checkWidgets(config.store, recordFile);
    const { text, ok } = describeVerdict(verdict, config.requests);
    if (!ok) throw new UserError(text);
    print(`${NEXT_STEPS}\n\nAll is well. ${text}`);
  } finally {
    cloud.program.kill('SIGTERM');
    await cloud.program.ended;
  }
}
