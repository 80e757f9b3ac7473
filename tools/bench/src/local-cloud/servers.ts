import { programFile } from '@widgets/programs';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A server that speaks S3, SQS and DynamoDB on one port. */
export type Server = { name: string; command: (port: number) => [file: string, ...args: string[]] };

export type RunningServer = {
  url: string;
  /** From the start of the process to its first answer. */
  startMs: number;
  /** Resident, of the process and not of its children. */
  memoryMb: () => Promise<number>;
  stop: () => Promise<void>;
};

/** @param dist the folder of all that is built, as a URL */
export async function availableServers(dist: URL): Promise<Server[]> {
  const ours: Server = {
    name: 'local-cloud',
    command: (port) => [
      process.execPath,
      programFile(dist, 'local-cloud'),
      '--port',
      String(port),
      '--no-defaults',
    ],
  };
  const python = await pythonWithMoto();
  if (python === undefined) return [ours];
  const moto: Server = {
    name: 'moto server',
    command: (port) => [
      python,
      '-c',
      `import logging; logging.getLogger("werkzeug").setLevel("ERROR"); from moto.server import main; main(["-p", "${port}"])`,
    ],
  };
  return [ours, moto];
}

/** The one that WIDGET_PYTHON names, or the first of the PATH that has moto: Nx puts the folder of Node in front. */
async function pythonWithMoto(): Promise<string | undefined> {
  const named = process.env['WIDGET_PYTHON'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = named === undefined ? folders.map((folder) => join(folder, 'python3')) : [named];
  for (const python of new Set(candidates)) {
    const hasMoto = await run(python, ['-c', 'from moto.server import main']).then(
      () => true,
      () => false,
    );
    if (hasMoto) return python;
  }
  return undefined;
}

export async function startServer({ name, command }: Server): Promise<RunningServer> {
  const port = await freePort();
  const [file, ...args] = command(port);
  const startedAtMs = performance.now();
  const child = spawn(file, args, { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  await firstAnswer(url, child, name);
  return {
    url,
    startMs: performance.now() - startedAtMs,
    memoryMb: async () => {
      const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(child.pid)]);
      return Number(stdout) / 1024;
    },
    stop: async () => {
      const ended = once(child, 'close');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function firstAnswer(url: string, child: ChildProcess, name: string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode} before it answered`);
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await pause(5);
  }
}

/** One that is free now; nobody else is likely to take it within the next second. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
