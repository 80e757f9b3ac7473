import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { storedWidgetJsonSchema, widgetRequestJsonSchema } from './json-schemas';
import { wireRequest } from './testing/requests';
import { RESERVED_ATTRIBUTE_NAMES } from './widget-request';

/** Judges by the exported JSON alone, as a validator in another program does. */
const validatorOf = (schema: object) => {
  const exported = z.fromJSONSchema(
    JSON.parse(JSON.stringify(schema)) as Parameters<typeof z.fromJSONSchema>[0],
  );
  return (value: unknown): boolean => exported.safeParse(value).success;
};

describe('the JSON Schema of a request', () => {
  const isValid = validatorOf(widgetRequestJsonSchema());

  test.each([
    ['a small create', {}],
    ['long type words', { type: 'WidgetDeleteRequest' }],
    ['nulls', { label: null, description: null, otherAttributes: null }],
    ['empty values', { label: '', description: '', otherAttributes: [{ name: 'a', value: '' }] }],
    ['an attribute without a value', { otherAttributes: [{ name: 'a' }, { name: 'b', value: null }] }],
    ['unknown fields', { color: 'red', otherAttributes: [{ name: 'a', value: 'b', unit: 'cm' }] }],
    ['names near the reserved ones', { otherAttributes: [{ name: 'owners', value: 'x' }] }],
  ])('accepts %s', (_, fields) => {
    expect(isValid(wireRequest(fields))).toBe(true);
  });

  test.each([
    ['another type', { type: 'CREATE' }],
    ['no requestId', { requestId: undefined }],
    ['an empty requestId', { requestId: '' }],
    ['an empty widgetId', { widgetId: '' }],
    ['an owner with a digit', { owner: 'Mary1' }],
    ['an owner that only contains a good one', { owner: '../Mary' }],
    ['an owner of spaces', { owner: '  ' }],
    ['a label that is a number', { label: 1 }],
    ['attributes that are an object', { otherAttributes: { color: 'red' } }],
    ['an attribute without a name', { otherAttributes: [{ value: 'red' }] }],
    ['an attribute with an empty name', { otherAttributes: [{ name: '', value: 'red' }] }],
    ['an attribute with a long name', { otherAttributes: [{ name: 'x'.repeat(256), value: 'red' }] }],
    ['an attribute with a number', { otherAttributes: [{ name: 'a', value: 1 }] }],
    ['101 attributes', { otherAttributes: Array.from({ length: 101 }, () => ({ name: 'a', value: 'b' })) }],
  ])('refuses %s', (_, fields) => {
    const { ...wire } = JSON.parse(JSON.stringify(wireRequest(fields))) as Record<string, unknown>;
    expect(isValid(wire)).toBe(false);
  });

  test.each(RESERVED_ATTRIBUTE_NAMES)('refuses an attribute named %s', (name) => {
    expect(isValid(wireRequest({ otherAttributes: [{ name, value: 'x' }] }))).toBe(false);
  });

  test('says its dialect, its purpose and what is required, and forbids no further fields', () => {
    expect(widgetRequestJsonSchema()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      description: 'A request to create, update or delete one widget.',
      type: 'object',
      required: ['type', 'requestId', 'widgetId', 'owner'],
    });
    expect(JSON.stringify(widgetRequestJsonSchema())).not.toContain('additionalProperties');
  });

  test('has anchored patterns only, which every regular expression engine for JSON Schema reads', () => {
    const patterns: string[] = [];
    JSON.stringify(widgetRequestJsonSchema(), (key, value: unknown) => {
      if (key === 'pattern') patterns.push(String(value));
      return value;
    });
    expect(patterns).toHaveLength(2);
    for (const pattern of patterns) {
      expect(pattern.startsWith('^')).toBe(true);
      expect(() => new RegExp(pattern, 'u')).not.toThrow();
    }
  });
});

describe('the JSON Schema of a stored widget', () => {
  const isValid = validatorOf(storedWidgetJsonSchema());
  const body = { widgetId: 'w', owner: 'Mary', label: null, description: 'D', requestId: 'r' };

  test('accepts a widget, with fields of other programs too', () => {
    expect(isValid({ ...body, otherAttributes: [{ name: 'color', value: 'red' }] })).toBe(true);
    expect(isValid({ widgetId: 'w', owner: 'Mary' })).toBe(true);
    expect(isValid({ ...body, _order: { version: 1 }, theirs: [1, 2] })).toBe(true);
  });

  test('refuses what is no widget', () => {
    expect(isValid({ ...body, widgetId: undefined })).toBe(false);
    expect(isValid({ ...body, owner: 7 })).toBe(false);
    expect(isValid({ ...body, otherAttributes: { color: 'red' } })).toBe(false);
  });
});
