import type { Difference } from '@widgets/verify';
import type { ConsumerLog, LogLine } from './consumer-log';

/** Why a widget differs, as far as the consumers' logs tell it. */
export type Explanation =
  /** A create came again after the delete, and its consumer was killed before it could look whether it was too late. */
  | 'killed between a late insert and its check'
  /** An update or delete was received more often than it may wait for its widget, all of that before the create. */
  | 'given up before its create was applied'
  | 'unexplained';

/** The request for the widget that was given up, or whose effect is missing, is looked for by the widget's id. */
export function explainDifference(
  { kind }: Difference,
  widgetId: string,
  logs: readonly ConsumerLog[],
): Explanation {
  const told = logs.flatMap(({ lines }) => lines).filter((line) => line.widgetId === widgetId);
  if (kind === 'missing') return 'unexplained';
  if (isGivenUp(told, kind === 'extra' ? 'delete' : 'update'))
    return 'given up before its create was applied';
  return kind === 'extra' && diesWithCreate(told, logs)
    ? 'killed between a late insert and its check'
    : 'unexplained';
}

/** One that found its widget missing for the last time before any consumer was done with the create. */
function isGivenUp(told: readonly LogLine[], type: 'update' | 'delete'): boolean {
  const created = told.filter((line) => isOutcomeOf(line, 'create')).map(({ time }) => time);
  const firstCreated = created.sort()[0] ?? '';
  return told.some(
    (line) =>
      line.type === type &&
      line.msg === 'no widget to change' &&
      line.time < firstCreated &&
      !told.some(({ requestId, msg }) => requestId === line.requestId && msg === 'applied'),
  );
}

/** Whether a consumer was killed with the create in hand, after the widget's delete was applied elsewhere. */
function diesWithCreate(told: readonly LogLine[], logs: readonly ConsumerLog[]): boolean {
  const deleted = told.find((line) => line.type === 'delete' && line.msg === 'applied');
  const deliveries = new Set(
    told.filter((line) => isOutcomeOf(line, 'create')).map(({ delivery }) => delivery),
  );
  return logs.some(
    ({ isKilled, lines }) =>
      isKilled &&
      deleted !== undefined &&
      [...deliveries].some((delivery) => diesHolding(lines, delivery)) &&
      (lines.at(-1)?.time ?? '') > deleted.time,
  );
}

function diesHolding(lines: readonly LogLine[], delivery: string | undefined): boolean {
  const last = lines.filter((line) => line.delivery === delivery).at(-1);
  return last?.msg === 'received';
}

const OUTCOMES = new Set(['applied', 'applied before', 'superseded']);
const isOutcomeOf = ({ type, msg }: LogLine, wanted: string): boolean => type === wanted && OUTCOMES.has(msg);
