import { createRequire } from 'node:module';

/** A metric as a parser of the Prometheus text format shows it; numbers are texts. */
export type MetricFamily = {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly metrics: readonly {
    readonly value?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly buckets?: Readonly<Record<string, string>>;
    readonly count?: string;
    readonly sum?: string;
  }[];
};

// CommonJS without types.
const parse = createRequire(import.meta.url)('parse-prometheus-text-format') as (
  text: string,
) => MetricFamily[];

/** For tests: the metrics of a text, by name. */
export const parseMetrics = (text: string): ReadonlyMap<string, MetricFamily> =>
  new Map(parse(text).map((family) => [family.name, family]));
