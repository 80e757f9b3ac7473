import { UserError } from '@widgets/cli-kit';
import { startProgram, type RunningProgram } from '@widgets/programs';

/** What a process says of itself at one moment. */
export type Reading = {
  /** User and system time since its start. */
  readonly cpuMs: number;
  readonly rssMb: number;
  /** What is used of V8's heap, after a collection when the probe was told to make one. */
  readonly heapMb: number;
};

export type ProbedProgram = {
  readonly program: RunningProgram;
  /** Asks the running program; rejects when it ends without an answer. */
  read(): Promise<Reading>;
  /** Its last reading, at its exit. Rejects with a `UserError` when it ended with any other code than 0. */
  readonly ended: Promise<Reading>;
};

export type ProbedOptions = {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of all that is built, the probe among it. */
  readonly dist: URL;
  /** Whether each reading begins with a forced garbage collection. */
  readonly collects?: boolean;
};

export const COLLECT_VARIABLE = 'WIDGET_BENCH_COLLECT';

/** Starts a program with the probe loaded before it. */
export function startProbed(
  file: string,
  args: readonly string[],
  { env, dist, collects = false }: ProbedOptions,
): ProbedProgram {
  const NODE_OPTIONS = `--import ${new URL('tools/bench/probe.mjs', dist).href}`;
  const program = startProgram(file, args, {
    env: { ...env, NODE_OPTIONS, [COLLECT_VARIABLE]: String(collects) },
  });
  const reading = async (moment: number | 'exit'): Promise<Reading> => {
    const [, json = ''] = await program.line(new RegExp(`^probe ${moment} (\\{.*)$`));
    return JSON.parse(json) as Reading;
  };
  let asked = 0;
  const ended = reading('exit').then(async (last) => {
    const { code, stderr } = await program.ended;
    if (code !== 0) throw new UserError(`${file} ended with ${String(code)}: ${stderr}`);
    return last;
  });
  // Whoever awaits it is told; a program that fails before that is no unhandled rejection.
  ended.catch(() => undefined);
  return {
    program,
    ended,
    read: () => {
      const answer = reading((asked += 1));
      program.kill('SIGUSR2');
      return answer;
    },
  };
}
