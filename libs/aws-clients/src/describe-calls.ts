import type { CallMeter } from './call-meter';

const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** Rows for the end of a run: all calls, how many a request took, then the calls of each service by action. */
export const describeCalls = (meter: CallMeter, requests: number): (readonly [string, string])[] => {
  const total = meter.total();
  const each = requests > 0 ? `, ${number.format(total / requests)} per request` : '';
  const services = Object.entries(meter.counts()).flatMap(([service, actions]) => {
    const words = Object.entries(actions).map(([action, count]) => `${action} ${number.format(count)}`);
    return words.length > 0 ? [[`  ${service}`, words.join(', ')] as const] : [];
  });
  return [['AWS calls', `${number.format(total)}${each}`], ...services];
};
