import type { Log, LogFields } from '../ports';

export type LoggedLine = {
  readonly level: keyof Log;
  readonly fields: LogFields;
  readonly message: string;
};

/** A log that keeps its lines. */
export function createRecordingLog(): Log & { readonly lines: LoggedLine[] } {
  const lines: LoggedLine[] = [];
  const at = (level: keyof Log) => (fields: LogFields, message: string) => {
    lines.push({ level, fields, message });
  };
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
