import { programFile, startProgram, type RunningProgram } from '@widgets/programs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConsumerLog, type ConsumerLog } from './consumer-log';

export type FleetOptions = {
  /** The folder of all that is built. */
  readonly dist: URL;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How many consumers there are at any time. */
  readonly size: number;
  readonly args: readonly string[];
  /** Where each of them writes its log. */
  readonly folder: string;
};

/** Consumers side by side. One that is killed is started again; one that ends by itself is a failure. */
export type Fleet = {
  /** Kills one of them with SIGKILL, each in its turn. */
  killNext(): void;
  /** Lets all of them finish. Resolves with what went wrong with any, a sentence each. */
  stop(): Promise<readonly string[]>;
  readonly kills: number;
  /** What each of them wrote down, in the order of their starts. */
  logs(): Promise<readonly ConsumerLog[]>;
};

export function startFleet({ dist, env, size, args, folder }: FleetOptions): Fleet {
  const members: RunningProgram[] = [];
  const killed = new Set<RunningProgram>();
  const logFiles = new Map<RunningProgram, string>();
  const failures: string[] = [];
  const ended = new Set<Promise<void>>();
  let isStopping = false;

  const start = (place: number): void => {
    const file = join(folder, `consumer-${logFiles.size}.ndjson`);
    // One that is killed early makes none.
    writeFileSync(file, '');
    const consumer = startProgram(programFile(dist, 'consumer'), [...args, '--log-file', file], { env });
    members[place] = consumer;
    logFiles.set(consumer, file);
    const end = consumer.ended.then(({ code, stderr }) => {
      // A signal ends a program that has only just begun.
      const isAsked = isStopping && (code === 0 || code === null);
      if (!killed.has(consumer) && !isAsked)
        failures.push(`a consumer exited with ${String(code)}: ${stderr.split('\n').slice(-3).join(' ')}`);
      if (!isStopping) start(place);
    });
    ended.add(end);
  };
  for (let place = 0; place < size; place += 1) start(place);

  return {
    killNext() {
      const victim = members[killed.size % size];
      if (victim === undefined) return;
      killed.add(victim);
      victim.kill('SIGKILL');
    },
    async stop() {
      isStopping = true;
      for (const member of members) member.kill('SIGTERM');
      await Promise.all(ended);
      return failures;
    },
    get kills() {
      return killed.size;
    },
    logs: () => Promise.all([...logFiles].map(([member, file]) => readConsumerLog(file, killed.has(member)))),
  };
}
