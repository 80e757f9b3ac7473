/** What a contestant is told, as JSON in its second argument. */
export type Job = {
  readonly queueUrl: string;
  readonly bucket: string;
  readonly table: string;
  /** Messages are the requests, not pointers to them. */
  readonly isInline: boolean;
  /** How many consumers work side by side in the process. */
  readonly instances?: number;
  /** How many requests to produce. */
  readonly requests?: number;
};
