import { expect, test } from '@jest/globals';
import type { ConsumerLog, LogLine } from './consumer-log';
import { explainDifference } from './explain-difference';

const line = (second: number, msg: string, fields: Partial<LogLine>): LogLine => ({
  time: `2025-01-01T00:00:${String(second).padStart(2, '0')}.000Z`,
  msg,
  ...fields,
});
const received = (second: number, delivery: string) => line(second, 'received', { delivery });
const about = (second: number, msg: string, type: string) =>
  line(second, msg, { delivery: `of the ${type}`, requestId: type, type, widgetId: 'w' });
const survivor = (...lines: LogLine[]): ConsumerLog => ({ isKilled: false, lines });
const victim = (...lines: LogLine[]): ConsumerLog => ({ isKilled: true, lines });

const BACK = { kind: 'extra', place: 'widgets/mary/w' } as const;
const WRONG = { kind: 'wrong', place: 'w', property: 'color', expected: 'red', found: 'blue' } as const;

test('a widget is back because its delete was given up before the create was applied', () => {
  const logs = [survivor(about(1, 'no widget to change', 'delete'), about(2, 'applied', 'create'))];
  expect(explainDifference(BACK, 'w', logs)).toBe('given up before its create was applied');
});

test('an update that is given up once its widget is deleted explains nothing', () => {
  const logs = [survivor(about(1, 'applied', 'create'), about(2, 'no widget to change', 'update'))];
  expect(explainDifference(WRONG, 'w', logs)).toBe('unexplained');
});

test('a widget is back because a consumer was killed with the create in hand after the delete', () => {
  const first = survivor(about(1, 'applied', 'create'), about(3, 'applied', 'delete'));
  const second = victim(received(2, 'of the create'), received(4, 'of something else'));
  expect(explainDifference(BACK, 'w', [first, second])).toBe('killed between a late insert and its check');
  expect(explainDifference(BACK, 'w', [first, { ...second, isKilled: false }])).toBe('unexplained');
  expect(explainDifference(BACK, 'w', [first, victim(received(2, 'of the create'))])).toBe('unexplained');
});

test('nothing explains a widget that is lost', () => {
  const logs = [survivor(about(1, 'applied', 'create'))];
  expect(explainDifference({ kind: 'missing', place: 'w' }, 'w', logs)).toBe('unexplained');
});
