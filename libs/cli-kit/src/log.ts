export type LogFields = Readonly<Record<string, unknown>>;

/** One entry: its facts, then a short sentence that says what happened. */
export type LogEntry = (fields: LogFields, message: string) => void;

/** What code that logs needs. Libraries declare their own port of this shape and are handed one of these. */
export type Log = {
  readonly debug: LogEntry;
  readonly info: LogEntry;
  readonly warn: LogEntry;
  readonly error: LogEntry;
};
