import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { parseRequest } from '../parse-request';
import { requestToJson, type WidgetRequest } from '../widget-request';
import { generateRequests, YOUNGEST_WIDGETS } from './generate-requests';
import type { Mix } from './mix';

const MIX: Mix = { create: 50, update: 40, delete: 10 };
const COUNT = 20_000;

function take(count: number, seed: number, mix = MIX): WidgetRequest[] {
  const requests = generateRequests(seed, mix);
  return Array.from({ length: count }, () => requests.next().value);
}

const many = take(COUNT, 42);
const ofType = (type: string) => many.filter((request) => request.type === type);
const updates = ofType('update');

describe('the stream of a seed', () => {
  const digest = (requests: WidgetRequest[]) =>
    createHash('sha256').update(requests.map(requestToJson).join('\n')).digest('hex');

  test('is the same every time', () => {
    expect(take(300, 7)).toEqual(take(300, 7));
  });

  test('is the same on every machine and with every version of what draws the words', () => {
    expect(digest(take(200, 1))).toBe('d7b791f0fb05909a662c46394a70dd129fa753b8fb4c5a012b724487376337a7');
  });

  test('differs from that of another seed, also one far away', () => {
    expect(digest(take(5, 1))).not.toBe(digest(take(5, 2)));
    expect(digest(take(5, 1))).not.toBe(digest(take(5, 2 ** 31)));
  });
});

describe('generated requests', () => {
  test('are all valid, and the same after writing and reading', () => {
    const some = many.slice(0, 3000);
    expect(some.map((request) => parseRequest(requestToJson(request)))).toEqual(
      some.map((value) => ({ ok: true, value })),
    );
  });

  test('come in the mix asked for', () => {
    expect(ofType('create').length / COUNT).toBeCloseTo(0.5, 1.9);
    expect(updates.length / COUNT).toBeCloseTo(0.4, 1.9);
    expect(ofType('delete').length / COUNT).toBeCloseTo(0.1, 1.9);
  });

  test('are creates alone when the mix says so', () => {
    expect(new Set(take(500, 3, { create: 1, update: 0, delete: 0 }).map(({ type }) => type))).toEqual(
      new Set(['create']),
    );
  });

  test('create each widget once, with a request id of its own', () => {
    const ids = ofType('create').map(({ widgetId }) => widgetId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(many.map(({ requestId }) => requestId)).size).toBe(COUNT);
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test.each([MIX, { create: 1, update: 5, delete: 5 }])(
    'update and delete only widgets that live, by their owner (mix %j)',
    (mix) => {
      const owners = new Map<string, string>();
      const wrong = take(5000, 5, mix).filter(({ type, widgetId, owner }) => {
        const before = owners.get(widgetId);
        if (type === 'delete') owners.delete(widgetId);
        else owners.set(widgetId, owner);
        return before !== (type === 'create' ? undefined : owner);
      });
      expect(wrong).toEqual([]);
    },
  );

  test('pick among the 5,000 youngest, and reach back to all of them', () => {
    expect(YOUNGEST_WIDGETS).toBe(5000);
    const created = new Map<string, number>();
    let oldest = 0;
    for (const { type, widgetId } of take(9000, 9, { create: 9, update: 1, delete: 0 })) {
      if (type === 'create') created.set(widgetId, created.size);
      else oldest = Math.max(oldest, created.size - created.get(widgetId)!);
    }
    expect(created.size).toBeGreaterThan(YOUNGEST_WIDGETS + 2000);
    expect(oldest).toBeLessThanOrEqual(YOUNGEST_WIDGETS);
    expect(oldest).toBeGreaterThan(YOUNGEST_WIDGETS - 100);
  });
});

describe('what generated requests carry', () => {
  const OWNERS = ['Mary Matthews', 'John Jones', 'Sue Smith', 'Henry Hops'];
  const LENGTHS = ['size', 'height', 'width', 'length'];
  const valuesOf = (name: string) =>
    many.flatMap(({ otherAttributes }) => otherAttributes.get(name) || []).filter((value) => value !== '');

  test('are the owners of the courses’ producer', () => {
    expect(new Set(many.map(({ owner }) => owner))).toEqual(new Set(OWNERS));
  });

  test('are its attributes, and no others', () => {
    const names = new Set(many.flatMap(({ otherAttributes }) => [...otherAttributes.keys()]));
    const units = LENGTHS.map((name) => `${name}-unit`);
    const rest = ['color', 'rating', 'price', 'quantity', 'vendor', 'note'];
    expect(names).toEqual(new Set([...LENGTHS, ...units, ...rest]));
  });

  const others = (values: readonly string[], form: RegExp) => values.filter((value) => !form.test(value));

  test('are values in its ranges', () => {
    expect(new Set(valuesOf('color'))).toEqual(new Set(['red', 'orange', 'yellow', 'green', 'blue', 'pink']));
    for (const name of LENGTHS) {
      expect(new Set(valuesOf(`${name}-unit`))).toEqual(new Set(['cm']));
      expect(others(valuesOf(name), /^([1-9]\d{0,2}|1000)$/)).toEqual([]);
    }
    expect(others(valuesOf('price'), /^\d{1,2}\.\d\d$/)).toEqual([]);
    expect(others(valuesOf('quantity'), /^[1-9]\d{0,2}$/)).toEqual([]);
    expect(others(valuesOf('rating'), /^([0-4](\.\d{1,6})?|5)$/)).toEqual([]);
  });

  test('are labels of up to 9 and descriptions of up to 99 capitals', () => {
    const labels = many.map(({ label = '' }) => label);
    const descriptions = many.map(({ description = '' }) => description);
    expect(others(labels, /^([A-Z]([A-Z ]{0,7}[A-Z])?)?$/)).toEqual([]);
    expect(others(descriptions, /^([A-Z]([A-Z ]{0,97}[A-Z])?)?$/)).toEqual([]);
    expect(Math.max(...descriptions.map(({ length }) => length))).toBeGreaterThan(90);
  });

  test('is nothing in a delete', () => {
    const carrying = ofType('delete').filter(
      ({ label, description, otherAttributes }) =>
        label !== undefined || description !== undefined || otherAttributes.size > 0,
    );
    expect(carrying).toEqual([]);
  });

  test('is often no label in an update, seldom no description, and always some attributes left out', () => {
    const share = (has: (request: WidgetRequest) => boolean) => updates.filter(has).length / updates.length;
    expect(share(({ label }) => label === undefined)).toBeCloseTo(0.6, 1);
    expect(share(({ description }) => description === undefined)).toBeCloseTo(0.1, 1);
    expect(share(({ otherAttributes }) => otherAttributes.size < 14)).toBeGreaterThan(0.99);
  });

  test('is now and then "", in labels, descriptions and attributes, of creates and updates', () => {
    for (const requests of [ofType('create'), updates]) {
      const empty = (has: (request: WidgetRequest) => boolean) =>
        requests.filter(has).length / requests.length;
      expect(empty(({ label }) => label === '')).toBeGreaterThan(0.01);
      expect(empty(({ description }) => description === '')).toBeGreaterThan(0.01);
      expect(empty(({ otherAttributes }) => [...otherAttributes.values()].includes(''))).toBeGreaterThan(0.1);
    }
  });
});
