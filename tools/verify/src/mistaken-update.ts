import type { Widget, WidgetRequest } from '@widgets/widget-model';

/** What becomes of the texts (`label`, `description`) or of the other attributes in an update. */
export type PartManner = {
  readonly named: 'set' | 'kept';
  readonly emptied: 'removed' | 'stored' | 'kept';
  readonly unnamed: 'kept' | 'removed';
};

/** How an update is applied, right or wrong. */
export type UpdateManner = { readonly texts: PartManner; readonly attributes: PartManner };

export const RIGHT_MANNER: PartManner = { named: 'set', emptied: 'removed', unnamed: 'kept' };

/** The widget as a consumer leaves it that applies updates in this manner. */
export function updatedIn(
  { texts, attributes }: UpdateManner,
  widget: Widget,
  { label, description, otherAttributes }: WidgetRequest,
): Widget {
  const names = new Set([...widget.otherAttributes.keys(), ...otherAttributes.keys()]);
  const after = [...names].flatMap((name): [string, string][] => {
    const value = valueIn(attributes, widget.otherAttributes.get(name), otherAttributes.get(name));
    return value === undefined ? [] : [[name, value]];
  });
  return {
    ...widget,
    label: valueIn(texts, widget.label ?? undefined, label) ?? null,
    description: valueIn(texts, widget.description ?? undefined, description) ?? null,
    otherAttributes: new Map(after),
  };
}

function valueIn(
  { named, emptied, unnamed }: PartManner,
  before: string | undefined,
  asked: string | undefined,
): string | undefined {
  if (asked === undefined) return unnamed === 'kept' ? before : undefined;
  if (asked !== '') return named === 'set' ? asked : before;
  return { removed: undefined, stored: '', kept: before }[emptied];
}
