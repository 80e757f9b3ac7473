import { readFile } from 'node:fs/promises';

/** How many files and connections this process may have open; `undefined` where the system does not tell. */
export async function readOpenFilesLimit(): Promise<number | undefined> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '');
  return parseOpenFiles(limits);
}

/** @param limits as in https://man7.org/linux/man-pages/man5/proc_pid_limits.5.html */
export function parseOpenFiles(limits: string): number | undefined {
  const soft = /^Max open files\s+(\d+|unlimited)/m.exec(limits)?.[1];
  if (soft === undefined) return undefined;
  return soft === 'unlimited' ? Infinity : Number(soft);
}
