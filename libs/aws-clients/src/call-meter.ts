import { SERVICES, type PerService, type ServiceName } from './service';

/** HTTP requests by service and action (`GetObject`), retries included. */
export type CallCounts = PerService<Readonly<Record<string, number>>>;

export type CallMeter = {
  readonly counts: () => CallCounts;
  readonly total: () => number;
};

export type CountingMeter = CallMeter & { readonly count: (service: ServiceName, action: string) => void };

export const createCallMeter = (): CountingMeter => {
  const counters = new Map(SERVICES.map((service) => [service, new Map<string, number>()]));
  const countsOf = (service: ServiceName): Readonly<Record<string, number>> =>
    Object.fromEntries(counters.get(service) ?? []);
  const counts = (): CallCounts => ({
    s3: countsOf('s3'),
    sqs: countsOf('sqs'),
    dynamodb: countsOf('dynamodb'),
  });
  return {
    count: (service, action) => {
      const counter = counters.get(service);
      counter?.set(action, (counter.get(action) ?? 0) + 1);
    },
    counts,
    total: () =>
      Object.values(counts())
        .flatMap((byAction) => Object.values(byAction))
        .reduce((sum, count) => sum + count, 0),
  };
};
