import { expect, test } from '@jest/globals';
import { updateExpression } from './update-expression';

const patch = (properties: [string, string | null][]) =>
  updateExpression(
    { kind: 'patch', widgetId: 'w1', owner: 'Mary Matthews', properties: new Map(properties) },
    'pk',
  );

test('what is null is removed, all else is set, on condition that the owner’s widget exists', () => {
  expect(
    patch([
      ['label', 'L'],
      ['description', null],
      ['color', 'red'],
      ['size', null],
    ]),
  ).toEqual({
    UpdateExpression: 'SET #owner = :owner, #p0 = :p0, #p2 = :p2 REMOVE #p1, #p3',
    ConditionExpression: 'attribute_exists(#key) AND #owner = :owner',
    ExpressionAttributeNames: {
      '#key': 'pk',
      '#owner': 'owner',
      '#p0': 'label',
      '#p1': 'description',
      '#p2': 'color',
      '#p3': 'size',
    },
    ExpressionAttributeValues: { ':owner': { S: 'Mary Matthews' }, ':p0': { S: 'L' }, ':p2': { S: 'red' } },
  });
});

test('an update that names nothing is an expression all the same', () => {
  expect(patch([])).toMatchObject({ UpdateExpression: 'SET #owner = :owner' });
});

test('no name or value of a stranger is part of an expression', () => {
  const { UpdateExpression, ConditionExpression } = patch([['#owner = :p0, x', 'REMOVE #key']]);
  expect(UpdateExpression).toBe('SET #owner = :owner, #p0 = :p0');
  expect(ConditionExpression).toBe('attribute_exists(#key) AND #owner = :owner');
});

test('100 attributes stay far under the 4 KB that DynamoDB allows an expression', () => {
  const { UpdateExpression = '' } = patch(Array.from({ length: 100 }, (_, at) => [`name ${at}`, 'value']));
  expect(UpdateExpression.length).toBeLessThan(2048);
});
