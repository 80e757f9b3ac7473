import { programFile } from './program-file';
import { startProgram, type RunningProgram } from './start-program';

/** A local cloud as a process of its own, ready to answer, and its endpoint. */
export type LocalCloudProcess = { readonly url: string; readonly program: RunningProgram };

/** Starts the built local cloud on a free port, with further options of its own. */
export async function startLocalCloudProcess(
  dist: URL,
  ...options: readonly string[]
): Promise<LocalCloudProcess> {
  const args = ['--port', '0', ...options];
  const program = startProgram(programFile(dist, 'local-cloud'), args, { env: process.env });
  const [, url = ''] = await program.line(/listening on (http:\/\/\S+)/);
  return { url, program };
}
