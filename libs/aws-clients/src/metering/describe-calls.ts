import { totalOf, type MeterReading } from './call-meter';
import { describeCost, type CostQuestion } from './describe-cost';
import { PRICES } from './prices';

const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/**
 * Rows for the end of a run: all calls, how many a request took, the calls of each service by action, and what a million
 * such requests cost.
 */
export const describeCalls = (
  { counts, billed }: MeterReading,
  question: CostQuestion,
): (readonly [string, string])[] => {
  const total = totalOf(counts);
  const { requests } = question;
  const each = requests > 0 ? `, ${number.format(total / requests)} per request` : '';
  const services = Object.entries(counts).flatMap(([service, actions]) => {
    const words = Object.entries(actions).map(([action, count]) => `${action} ${number.format(count)}`);
    return words.length > 0 ? [[`  ${service}`, words.join(', ')] as const] : [];
  });
  return [
    ['AWS calls', `${number.format(total)}${each}`],
    ...services,
    ...(requests > 0 ? describeCost(billed, question, PRICES) : []),
  ];
};
