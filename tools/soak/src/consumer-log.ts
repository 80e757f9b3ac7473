import { readLines } from '@widgets/cli-kit';

/** A line of a consumer's log that tells what became of one request, or that a delivery was received. */
export type LogLine = {
  /** ISO 8601, so that text order is time order. */
  readonly time: string;
  readonly msg: string;
  readonly delivery?: string;
  readonly type?: string;
  readonly requestId?: string;
  readonly widgetId?: string;
};

/** What one consumer process wrote down, and whether it was killed. */
export type ConsumerLog = { readonly isKilled: boolean; readonly lines: readonly LogLine[] };

/** Reads a log that a consumer wrote with `--log-file`; a line that a kill cut off is left out. */
export async function readConsumerLog(file: string, isKilled: boolean): Promise<ConsumerLog> {
  const lines: LogLine[] = [];
  for await (const text of readLines(file)) {
    const line = parseLine(text);
    if (line?.delivery !== undefined) lines.push(line);
  }
  return { isKilled, lines };
}

function parseLine(text: string): LogLine | undefined {
  try {
    return JSON.parse(text) as LogLine;
  } catch {
    return undefined;
  }
}

/** How often deliveries were received that had been received before, by whichever consumer. */
export function countRedeliveries(logs: readonly ConsumerLog[]): number {
  const received = logs.flatMap(({ lines }) => lines.filter(({ msg }) => msg === 'received'));
  return received.length - new Set(received.map(({ delivery }) => delivery)).size;
}
