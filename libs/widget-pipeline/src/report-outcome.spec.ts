import { describe, expect, test } from '@jest/globals';
import type { Outcome } from './outcome';
import { reportOutcome, reportSettled } from './report-outcome';
import { createRecordingLog } from './testing/recording-log';
import { requestItem } from './testing/request-items';

describe('the log line of an outcome', () => {
  const lineOf = (item: Parameters<typeof reportOutcome>[2], outcome: Outcome) => {
    const log = createRecordingLog();
    reportOutcome(log, 'message-1', item, outcome);
    expect(log.lines).toHaveLength(1);
    return log.lines[0]!;
  };
  const request = requestItem('request-1', { widgetId: 'widget-1', type: 'delete' });

  test('carries the delivery and the request’s type, id and widget', () => {
    expect(lineOf(request, { kind: 'applied' })).toEqual({
      level: 'debug',
      fields: { delivery: 'message-1', type: 'delete', requestId: 'request-1', widgetId: 'widget-1' },
      message: 'applied',
    });
  });

  test.each<[Outcome, string]>([
    [{ kind: 'duplicate', reason: 'because' }, 'debug'],
    [{ kind: 'superseded', reason: 'because' }, 'debug'],
    [{ kind: 'missing', reason: 'because', mayCome: true }, 'warn'],
    [{ kind: 'refused', reason: 'because' }, 'warn'],
    [{ kind: 'retry', reason: 'because', when: 'later' }, 'warn'],
    [{ kind: 'retry', reason: 'because', when: 'for-widget' }, 'debug'],
  ])('is, of %j, at %s, with the reason', (outcome, level) => {
    const line = lineOf(request, outcome);
    expect(line).toMatchObject({
      level,
      fields: { requestId: 'request-1', widgetId: 'widget-1', reason: 'because' },
    });
  });

  test('is a warning when the request object is gone: nothing else tells of it', () => {
    const line = lineOf({ kind: 'finished', reason: 'gone' }, { kind: 'duplicate', reason: 'gone' });
    expect(line).toMatchObject({ level: 'warn', fields: { delivery: 'message-1', reason: 'gone' } });
  });
});

describe('the log lines of a settlement', () => {
  const linesOf = (...items: Parameters<typeof reportSettled>[3]) => {
    const log = createRecordingLog();
    reportSettled(log, 'message-1', { kind: 'acknowledge' }, items);
    return log.lines;
  };
  const line = (ids: object) => ({
    level: 'debug',
    fields: { delivery: 'message-1', ...ids },
    message: 'deleted from where it came',
  });

  test('carry the ids of each request in the delivery', () => {
    const requests = ['1', '2'].map((id) => requestItem(`r${id}`, { widgetId: `w${id}` }));
    expect(linesOf(...requests)).toEqual([
      line({ requestId: 'r1', widgetId: 'w1' }),
      line({ requestId: 'r2', widgetId: 'w2' }),
    ]);
  });

  test('are one for a delivery that held no request', () => {
    expect(linesOf({ kind: 'finished', reason: 'gone' })).toEqual([line({})]);
  });
});
