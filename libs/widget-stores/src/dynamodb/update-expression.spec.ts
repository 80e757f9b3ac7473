import { expect, test } from '@jest/globals';
import type { Properties } from '@widgets/widget-model';
import { updateRead, updateUnread } from './update-expression';

const owned = { widgetId: 'w1', owner: 'Mary Matthews' };
const PROPERTIES: Properties = new Map([
  ['label', 'L'],
  ['description', null],
  ['color', 'red'],
]);

const unread = (properties: Properties, stamp?: string) =>
  updateUnread({ kind: 'patch-unread', ...owned, properties, stamp }, 'pk');

test('unread, what is null is removed, all else is set, with its stamp, if nothing is as new', () => {
  expect(unread(PROPERTIES, 's2')).toEqual({
    UpdateExpression:
      'SET #owner=:owner,#p0=:p0,#p2=:p2,#o.#n=:s,#o.#r=#o.#r+:one,#o.#c.#p0=:s,#o.#c.#p1=:s,#o.#c.#p2=:s REMOVE #p1',
    ConditionExpression: 'attribute_exists(#key) AND #owner = :owner AND #o.#n < :s',
    ExpressionAttributeNames: {
      '#key': 'pk',
      '#owner': 'owner',
      '#o': '_order',
      '#n': 'newest',
      '#r': 'revision',
      '#c': 'changed',
      '#p0': 'label',
      '#p1': 'description',
      '#p2': 'color',
    },
    ExpressionAttributeValues: {
      ':owner': { S: 'Mary Matthews' },
      ':s': { S: 's2' },
      ':one': { N: '1' },
      ':p0': { S: 'L' },
      ':p2': { S: 'red' },
    },
  });
});

test('unread and without a stamp, the bookkeeping is taken away', () => {
  expect(unread(PROPERTIES)).toMatchObject({
    UpdateExpression: 'SET #owner=:owner,#p0=:p0,#p2=:p2 REMOVE #p1,#o',
    ConditionExpression: 'attribute_exists(#key) AND #owner = :owner',
  });
});

test('an update that names nothing is an expression all the same', () => {
  expect(unread(new Map())).toMatchObject({ UpdateExpression: 'SET #owner=:owner REMOVE #o' });
});

test('read, the whole bookkeeping is set, if it is as it was read', () => {
  const order = {
    revision: 1,
    created: 's1',
    object: undefined,
    newest: 's2',
    changed: new Map(),
    confirmed: false,
  };
  const seen = {
    pk: { S: 'w1' },
    owner: { S: 'Mary Matthews' },
    _order: { M: { created: { S: 's1' }, revision: { N: '0' } } },
  };
  const patch = { kind: 'patch-read' as const, ...owned, properties: new Map([['label', 'L']]), order };
  expect(updateRead(patch, seen)).toMatchObject({
    UpdateExpression: 'SET #owner=:owner,#p0=:p0,#o=:order',
    ConditionExpression: '#owner = :seenOwner AND #o.#created = :seenCreated AND #o.#r = :seenRevision',
    ExpressionAttributeValues: { ':seenCreated': { S: 's1' }, ':seenRevision': { N: '0' } },
  });
  expect(updateRead({ ...patch, order: undefined }, { owner: seen.owner })).toMatchObject({
    UpdateExpression: 'SET #owner=:owner,#p0=:p0 REMOVE #o',
    ConditionExpression:
      '#owner = :seenOwner AND attribute_not_exists(#o.#created) AND attribute_not_exists(#requestId)',
  });
});

test('no name or value of a stranger is part of an expression', () => {
  const { UpdateExpression, ConditionExpression } = unread(new Map([['#owner = :p0, x', 'REMOVE #key']]));
  expect(UpdateExpression).toBe('SET #owner=:owner,#p0=:p0 REMOVE #o');
  expect(ConditionExpression).toBe('attribute_exists(#key) AND #owner = :owner');
});

test('100 attributes stay under the 4 KB that DynamoDB allows an expression', () => {
  const hundred = new Map(Array.from({ length: 100 }, (_, at) => [`name ${at}`, 'value']));
  expect(unread(hundred, 's').UpdateExpression?.length).toBeLessThan(4096);
});
