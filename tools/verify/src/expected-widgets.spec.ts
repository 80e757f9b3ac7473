import { describe, expect, test } from '@jest/globals';
import { createTally, type LiveTally } from '@widgets/widget-pipeline';
import { generateRequests, parseMix, type WidgetRequest } from '@widgets/widget-model';
import { createWidgetStore, inMemoryWidgets } from '@widgets/widget-stores';
import { compareWidgets } from './compare-widgets';
import { expectedWidgets } from './expected-widgets';

const placeOf = ({ widgetId }: { widgetId: string }): string => widgetId;

const request = (fields: Partial<WidgetRequest>): WidgetRequest => ({
  type: 'create',
  requestId: 'r1',
  widgetId: 'w1',
  owner: 'Sue Smith',
  label: undefined,
  description: undefined,
  otherAttributes: new Map(),
  ...fields,
});

const expectOne = (...requests: WidgetRequest[]) => expect([...expectedWidgets(requests, placeOf).values()]);

describe('the widgets that requests ask for', () => {
  const created = request({
    label: 'L',
    description: '',
    otherAttributes: new Map([
      ['color', 'red'],
      ['note', ''],
    ]),
  });

  test('a create stores all of its data, empty values as they are', () => {
    expectOne(created).toEqual([
      {
        widgetId: 'w1',
        owner: 'Sue Smith',
        label: 'L',
        description: '',
        otherAttributes: new Map([
          ['color', 'red'],
          ['note', ''],
        ]),
        requestId: 'r1',
      },
    ]);
  });

  test('an update keeps what it does not name, sets what it names, and removes what it empties', () => {
    const update = request({
      type: 'update',
      requestId: 'r2',
      label: '',
      otherAttributes: new Map([
        ['color', ''],
        ['size', '7'],
      ]),
    });
    expectOne(created, update).toEqual([
      expect.objectContaining({
        label: null,
        description: '',
        requestId: 'r1',
        otherAttributes: new Map([
          ['note', ''],
          ['size', '7'],
        ]),
      }),
    ]);
  });

  test.each(['create', 'update', 'delete'] as const)('a %s by another owner changes nothing', (type) => {
    const foreign = request({ type, requestId: 'r2', owner: 'John Jones', label: 'X' });
    expect(expectedWidgets([created, foreign], placeOf)).toEqual(expectedWidgets([created], placeOf));
  });

  test('the very same create again changes nothing, another one overwrites', () => {
    const update = request({ type: 'update', requestId: 'r2', label: 'M' });
    expectOne(created, update, created).toEqual([expect.objectContaining({ label: 'M' })]);
    expectOne(created, update, request({ requestId: 'r3' })).toEqual([
      expect.objectContaining({ label: null, requestId: 'r3' }),
    ]);
  });

  test('a delete leaves nothing, and an update of nothing makes nothing', () => {
    expectOne(created, request({ type: 'delete' }), request({ type: 'update', label: 'X' })).toEqual([]);
  });
});

test.each(['stamps', 'off'] as const)(
  'the program under test with ordering %s, fed one by one, makes just the widgets that the judge expects',
  async (ordering) => {
    const mix = parseMix('5:4:1');
    if (!mix.ok) throw new Error(mix.reason);
    const stream = generateRequests(20_26, mix.value);
    const requests = Array.from({ length: 3000 }, () => stream.next().value);
    const widgets: Parameters<typeof inMemoryWidgets>[0] = new Map();
    const requestObjects = { exists: () => Promise.resolve(true), delete: () => Promise.resolve() };
    const store = createWidgetStore(inMemoryWidgets(widgets), {
      ordering,
      requestObjects,
      monotonic: () => 0,
      random: () => 0,
      sleep: () => Promise.resolve(),
    });
    const origin = { object: undefined, mayBeRepeat: false, readSince: 0 };
    const { signal } = new AbortController();
    const tally: LiveTally = createTally();
    for (const [at, each] of requests.entries()) {
      const stamp = String(at).padStart(13, '0');
      tally.count(each.type, (await store.apply(each, { stamp, origin, signal })).kind);
    }

    expect(compareWidgets(expectedWidgets(requests, placeOf), widgets)).toEqual([]);
    expect(tally.counts.get('update')?.get('applied')).toBeGreaterThan(1000);
    expect(tally.final).toBe(3000);
  },
);
