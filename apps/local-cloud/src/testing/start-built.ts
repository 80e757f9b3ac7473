import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../../../dist/apps/local-cloud/local-cloud.mjs', import.meta.url));

export type BuiltCloud = {
  url: string;
  /** What it has written so far. */
  output: () => string;
  /** Resolves as soon as it has written what matches. */
  written: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** Resolves with the exit code; null when a signal ended it. */
  ended: Promise<number | null>;
  stop: () => Promise<void>;
};

/** Starts the built program on a free port. Rejects with what it wrote if it ends before it listens. */
export async function startBuilt(...args: string[]): Promise<BuiltCloud> {
  const child = spawn(process.execPath, [PROGRAM, '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: withoutNodeOptions(),
  });
  let output = '';
  const looks = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      looks.forEach((look) => look());
    });
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const written = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(output);
        if (match) resolve(match);
      };
      looks.add(look);
      look();
      void ended.then((code) => reject(new Error(`ended with ${code}: ${output}`)));
    });
  const [, url = ''] = await written(/listening on (http:\S+)[^]*Ctrl-C ends it/);
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  return { url, output: () => output, written, ended, stop };
}

/** Jest's own would reach the program. */
function withoutNodeOptions(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _jest, ...env } = process.env;
  return env;
}
