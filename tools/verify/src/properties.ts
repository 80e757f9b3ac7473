import type { Widget } from '@widgets/widget-model';

export type StoreKind = 's3' | 'dynamodb';

/**
 * A widget's properties by their names, its bookkeeping apart. A text, or null; as they are found, anything else too.
 * No other attribute can have the name of a field.
 */
export type Properties = ReadonlyMap<string, unknown>;

export function propertiesOf({ otherAttributes, ...widget }: Widget): Properties {
  const { widgetId, owner, label, description, requestId } = widget;
  const own = Object.entries({ widgetId, owner, label, description, requestId });
  return new Map<string, unknown>([...own, ...otherAttributes]);
}

/** The same as they lie in a store: a table has the id as its key, and no attribute for null. */
export function storedProperties(widget: Widget, kind: StoreKind): Properties {
  const properties = propertiesOf(widget);
  if (kind === 's3') return properties;
  return new Map([...properties].filter(([name, value]) => name !== 'widgetId' && value !== null));
}

/** The first property that is not the same in both, those expected before those that are too many. */
export function firstDifference(expected: Properties, found: Properties): string | undefined {
  const names = [...new Set([...expected.keys(), ...found.keys()])];
  return names.find((name) => expected.get(name) !== found.get(name));
}
