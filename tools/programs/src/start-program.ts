import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export type StartOptions = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Called with every line that the program writes. */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
};

export type Ending = {
  /** `null` when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

/** A program under way. */
export type RunningProgram = {
  readonly ended: Promise<Ending>;
  /** Resolves with the first line on stdout that the pattern matches; rejects when the program ends without one. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
};

/** Starts a built program with plain `node`. */
export function startProgram(file: string, args: readonly string[], options: StartOptions): RunningProgram {
  const { env, cwd, onLine = () => undefined } = options;
  const child = spawn(process.execPath, [file, ...args], {
    env: env,
    ...(cwd === undefined ? {} : { cwd }),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: Ctrl-C in the terminal is ours to pass on, once.
    detached: true,
  });
  const orphan = (): void => void child.kill('SIGKILL');
  process.once('exit', orphan);
  child.once('close', () => process.off('exit', orphan));
  const lines = { stdout: [] as string[], stderr: [] as string[] };
  const watchers = new Set<(line: string) => void>();
  for (const stream of ['stdout', 'stderr'] as const) {
    createInterface({ input: child[stream], crlfDelay: Infinity }).on('line', (line) => {
      lines[stream].push(line);
      onLine(line, stream);
      if (stream === 'stdout') watchers.forEach((watch) => watch(line));
    });
  }
  const ended = once(child, 'close').then(([code]): Ending => ({
    code: code as number | null,
    stdout: lines.stdout.join('\n'),
    stderr: lines.stderr.join('\n'),
  }));

  return {
    ended,
    kill: (signal) => void child.kill(signal),
    line: (pattern) => firstMatch(pattern, { seen: lines.stdout, watchers, ended, file }),
  };
}

type Watching = {
  readonly seen: readonly string[];
  readonly watchers: Set<(line: string) => void>;
  readonly ended: Promise<Ending>;
  readonly file: string;
};

function firstMatch(pattern: RegExp, { seen, watchers, ended, file }: Watching): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const watch = (line: string): void => {
      const match = pattern.exec(line);
      if (!match) return;
      watchers.delete(watch);
      resolve(match);
    };
    watchers.add(watch);
    seen.forEach(watch);
    ended.then(({ code, stdout, stderr }) => {
      reject(
        new Error(
          `${file} ended (${code ?? 'by a signal'}) without ${String(pattern)}:\n${stdout}\n${stderr}`,
        ),
      );
    }, reject);
  });
}
