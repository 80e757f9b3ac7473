import { expect, test } from '@jest/globals';
import { fillPlaces } from './fill-places';

const DOCUMENT = 'before\n<!-- results: consumers -->\nold\n<!-- /results -->\nafter';

test('a place gets its content, and nothing else changes', () => {
  const contents = new Map([['consumers', '| $& |']]);
  const filled = fillPlaces(DOCUMENT, contents);
  expect(filled).toBe(DOCUMENT.replace('old', () => '\n| $& |\n'));
  expect(fillPlaces(filled, contents)).toBe(filled);
});

test('a place that asks for what there is not is told, with what there is', () => {
  expect(() => fillPlaces(DOCUMENT, new Map([['producers', '']]))).toThrow(/"results: consumers".*producers/);
});
