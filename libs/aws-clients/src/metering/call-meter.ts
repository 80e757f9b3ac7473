import { SERVICES, type PerService, type ServiceName } from '../service';
import { billedUnits, pricedItem, type BilledCall } from './billing';
import type { PricedItem } from './prices';

/** HTTP requests by service and action (`GetObject`), retries included. */
export type CallCounts = PerService<Readonly<Record<string, number>>>;

/** So many units of an item were billed for calls on a bucket, queue or table. */
export type BilledUnits = {
  readonly service: ServiceName;
  readonly resource: string;
  readonly item: PricedItem;
  readonly units: number;
};

/** What a meter shows; plain data, so that it can be sent to another process. */
export type MeterReading = { readonly counts: CallCounts; readonly billed: readonly BilledUnits[] };

export type CallMeter = {
  readonly counts: () => CallCounts;
  readonly total: () => number;
  readonly reading: () => MeterReading;
};

export type CountingMeter = CallMeter & {
  /** A call is made. */
  readonly count: (service: ServiceName, action: string) => void;
  /** A call that was counted has ended. */
  readonly bill: (call: BilledCall) => void;
};

export const createCallMeter = (): CountingMeter => {
  const counters = new Map(SERVICES.map((service) => [service, new Map<string, number>()]));
  const bill = new Map<string, BilledUnits>();
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
    bill: (call) => {
      const item = pricedItem(call);
      if (item === undefined) return;
      const { service, resource = '' } = call;
      addTo(bill, { service, resource, item, units: billedUnits(call) });
    },
    counts,
    total: () => totalOf(counts()),
    reading: () => ({ counts: counts(), billed: [...bill.values()] }),
  };
};

/** All calls of all services. */
export const totalOf = (counts: CallCounts): number =>
  Object.values(counts)
    .flatMap((byAction) => Object.values(byAction))
    .reduce((sum, count) => sum + count, 0);

/** The readings of several meters as if one had counted everything. */
export const mergeReadings = (readings: readonly MeterReading[]): MeterReading => {
  const bill = new Map<string, BilledUnits>();
  for (const units of readings.flatMap(({ billed }) => billed)) addTo(bill, units);
  const countsOf = (service: ServiceName): Readonly<Record<string, number>> =>
    Object.fromEntries(sums(readings.flatMap(({ counts }) => Object.entries(counts[service]))));
  return {
    counts: { s3: countsOf('s3'), sqs: countsOf('sqs'), dynamodb: countsOf('dynamodb') },
    billed: [...bill.values()],
  };
};

const sums = (entries: readonly (readonly [string, number])[]): ReadonlyMap<string, number> => {
  const sum = new Map<string, number>();
  for (const [name, count] of entries) sum.set(name, (sum.get(name) ?? 0) + count);
  return sum;
};

const addTo = (bill: Map<string, BilledUnits>, added: BilledUnits): void => {
  const key = `${added.item} ${added.service} ${added.resource}`;
  bill.set(key, { ...added, units: (bill.get(key)?.units ?? 0) + added.units });
};
