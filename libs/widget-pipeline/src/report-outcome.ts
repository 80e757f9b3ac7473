import type { Outcome } from './outcome';
import type { Log, ReadItem } from './ports';
import type { Settlement } from './settlement';

/** One log line per outcome: at `debug` what went as usual, at `warn` what somebody may want to look into. */
export function reportOutcome(log: Log, deliveryId: string, item: ReadItem, outcome: Outcome): void {
  const request = item.kind === 'request' ? item.request : undefined;
  const fields = {
    delivery: deliveryId,
    type: request?.type,
    requestId: request?.requestId,
    widgetId: request?.widgetId,
    reason: outcome.kind === 'applied' ? undefined : outcome.reason,
  };
  switch (outcome.kind) {
    case 'applied':
      return log.debug(fields, 'applied');
    case 'duplicate':
      return request ? log.debug(fields, 'applied before') : log.warn(fields, 'finished before');
    case 'superseded':
      return log.debug(fields, 'superseded');
    case 'missing':
      return log.warn(fields, 'no widget to change');
    case 'refused':
      return log.warn(fields, 'refused');
    case 'retry':
      return outcome.when === 'for-widget'
        ? log.debug(fields, 'waits for its widget')
        : log.warn(fields, 'will be tried again');
  }
}

const SETTLED = {
  acknowledge: 'deleted from where it came',
  refuse: 'put aside',
  release: 'given back',
} as const satisfies Record<Settlement['kind'], string>;

/** One line at `debug` per request of a delivery, or one for a delivery without any, once it is settled. */
export function reportSettled(
  log: Log,
  deliveryId: string,
  { kind }: Settlement,
  items: readonly ReadItem[],
): void {
  const requests = items.flatMap((item) => (item.kind === 'request' ? [item.request] : []));
  if (requests.length === 0) log.debug({ delivery: deliveryId }, SETTLED[kind]);
  for (const { requestId, widgetId } of requests) {
    log.debug({ delivery: deliveryId, requestId, widgetId }, SETTLED[kind]);
  }
}
