import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { COLLECT_VARIABLE, type Reading } from './probed-program';

/**
 * Loaded before a program that is measured (`--import`): writes the process's own account of itself to stdout, a line at
 * each SIGUSR2 and one at the exit. The program itself is as it is shipped.
 */
const collect = process.env[COLLECT_VARIABLE] === 'true' ? garbageCollector() : (): void => undefined;

function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

const MEGABYTE = 1024 * 1024;

function read(): Reading {
  collect();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  return { cpuMs: (user + system) / 1000, rssMb: rss / MEGABYTE, heapMb: heapUsed / MEGABYTE };
}

const tell = (moment: number | 'exit'): void =>
  void process.stdout.write(`probe ${moment} ${JSON.stringify(read())}\n`);

let count = 0;
process.on('SIGUSR2', () => tell((count += 1)));
process.on('exit', () => tell('exit'));
