import type { ProgramContext } from '@widgets/cli-kit';
import type { LocalCloudBenchConfig } from './options';
import { availableServers, type Server, startServer } from './servers';
import { renderTable, type Result } from './table';
import { type Measurement, measureDynamo, measureS3, measureSqs } from './workload';

/** Of all that is built; the benchmark is `tools/bench/main.mjs` in it. */
const DIST = new URL('../../', import.meta.url);

/** Measures every server in turn, round by round, so that a slow minute of the machine hits all of them. */
export async function runLocalCloudBench(
  config: LocalCloudBenchConfig,
  { print, signal }: ProgramContext,
): Promise<void> {
  const servers = await availableServers(DIST);
  const results: Result[] = [];
  for (let round = 1; round <= config.rounds; round += 1) {
    for (const server of servers) {
      if (signal.aborted) return;
      print(`Round ${round} of ${config.rounds}: ${server.name}`);
      const measured = await measure(server, config);
      results.push(...measured.map((each) => ({ ...each, server: server.name })));
    }
  }
  print(`\n${renderTable(results)}`);
  if (results.some(({ isWhole }) => !isWhole)) {
    print(`\n* not done after ${config.patienceSeconds} s: the pace until then`);
  }
  if (servers.length === 1) {
    print("\nmoto's server is not here to compare: python3 -m pip install 'moto[server]'");
  }
}

async function measure(server: Server, sizes: LocalCloudBenchConfig): Promise<Measurement[]> {
  const running = await startServer(server);
  const memory = async (when: string): Promise<Measurement> => ({
    what: `memory ${when}, MB`,
    value: await running.memoryMb(),
    isWhole: true,
  });
  try {
    return [
      { what: 'start-up, ms', value: running.startMs, isWhole: true },
      await memory('when idle'),
      ...(await measureSqs(running.url, sizes)),
      ...(await measureS3(running.url, sizes)),
      ...(await measureDynamo(running.url, sizes)),
      await memory('at the end'),
    ];
  } finally {
    await running.stop();
  }
}
