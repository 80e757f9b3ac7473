import type { BilledUnits } from './call-meter';
import type { PriceTable } from './prices';

export type CostQuestion = {
  /** How many requests the calls were made for; above 0. */
  readonly requests: number;
  /** Buckets that hold nothing but requests which inline messages would carry; none when there is no such choice. */
  readonly requestBuckets: readonly string[];
};

const MILLION = 1_000_000;

/** Rows for the end of a run: what a million requests like these cost, and how much of it inline messages would save. */
export const describeCost = (
  billed: readonly BilledUnits[],
  { requests, requestBuckets }: CostQuestion,
  prices: PriceTable,
): (readonly [string, string])[] => {
  const perMillion = (units: readonly BilledUnits[]): number => (dollars(units, prices) / requests) * MILLION;
  const services = [...new Set(billed.map(({ service }) => service))].map((service) => {
    const own = billed.filter((units) => units.service === service);
    return `${service} ${money(perMillion(own))}`;
  });
  const saved = perMillion(
    billed.filter(({ service, resource }) => service === 's3' && requestBuckets.includes(resource)),
  );
  const where = `list prices of ${prices.region}, ${prices.asOf}`;
  return [
    [
      'AWS price',
      `${money(perMillion(billed))} per million requests: ${services.join(', ')} (${where}, calls alone)`,
    ],
    ...(saved > 0
      ? [['  inline', `messages that carry the requests would save ${money(saved)}`] as const]
      : []),
  ];
};

/** What units cost, in dollars. */
export const dollars = (billed: readonly BilledUnits[], { dollarsPerMillion }: PriceTable): number =>
  billed.reduce((sum, { item, units }) => sum + (units * dollarsPerMillion[item]) / MILLION, 0);

const money = (amount: number): string => `$${amount.toFixed(2)}`;
