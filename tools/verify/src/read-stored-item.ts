import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { FoundWidget } from './found-widget';

type Item = Readonly<Record<string, AttributeValue | undefined>>;

const BOOKKEEPING = '_order';

/** Reads an item, strictly: a text as text, NULL as null, and every other value as the SDK gives it. */
export function readStoredItem(item: Item, keyName: string): FoundWidget {
  const properties = new Map<string, unknown>();
  for (const [name, value] of Object.entries(item)) {
    if (name !== keyName && name !== BOOKKEEPING && value !== undefined)
      properties.set(name, value.S ?? (value.NULL === true ? null : value));
  }
  const nested = [...properties].find(([, value]) => isNested(value));
  return {
    place: item[keyName]?.S ?? '',
    properties,
    flaw: nested && {
      rule: 'attributes-of-their-own',
      property: nested[0],
      expected: 'an attribute for each',
      found: nested[1],
    },
  };
}

const isNested = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && ('M' in value || 'L' in value);
