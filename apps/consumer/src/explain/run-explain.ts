import { escapeControlCharacters, UserError, type ProgramContext } from '@widgets/cli-kit';
import { text } from 'node:stream/consumers';
import { explainMessage } from './explain-message';
import type { ExplainConfig } from './options';

/** Prints how a body would be read, that of the arguments or what stdin holds. */
export async function runExplain(
  { body, requestBuckets }: ExplainConfig,
  { print }: Pick<ProgramContext, 'print'>,
): Promise<void> {
  const read = body === undefined || body === '-' ? await readStdin(body) : body;
  for (const line of explainMessage(read, requestBuckets)) print(escapeControlCharacters(line));
}

/** A line end at the very end is the shell's, not the message's. */
async function readStdin(asked: string | undefined): Promise<string> {
  if (asked === undefined && process.stdin.isTTY)
    throw new UserError('there is no message: give its body, or - to type it', { exitCode: 2 });
  return (await text(process.stdin)).replace(/\r?\n$/, '');
}
