import type { Widget } from '@widgets/widget-model';
import type { FoundWidget } from './found-widget';
import { firstDifference, storedProperties, type StoreKind } from './properties';
import type { Rule } from './rules';

/** A difference before its requests are looked at. */
export type OpenDifference = {
  readonly kind: 'missing' | 'extra' | 'wrong';
  /** Where the widget is or should be. */
  readonly place: string;
  readonly widgetId: string;
  readonly there: FoundWidget | undefined;
  /** The first property that differs; undefined: the widget as a whole. */
  readonly property: string | undefined;
  /** `undefined`: not there. */
  readonly expected: unknown;
  readonly found: unknown;
  /** Set where the form or the place alone tells it. */
  readonly rule: Rule | undefined;
};

/** How a widget differs from what lies at its place; undefined: it does not. */
export function differenceAt(
  kind: StoreKind,
  widget: Widget,
  there: FoundWidget,
): OpenDifference | undefined {
  const { place, flaw } = there;
  const wrong = { kind: 'wrong', place, widgetId: widget.widgetId, there } as const;
  const isUnreadable = flaw !== undefined && flaw.property !== CONTENT_TYPE;
  const expected = storedProperties(widget, kind);
  const property = isUnreadable ? undefined : firstDifference(expected, there.properties);
  if (property !== undefined) {
    const values = { expected: expected.get(property), found: there.properties.get(property) };
    return { ...wrong, property, ...values, rule: undefined };
  }
  return flaw && { ...wrong, ...flaw };
}

/** What lies around a widget's data is looked at when that is right. */
const CONTENT_TYPE = 'content type';

export const missingDifference = (place: string, { widgetId }: Widget): OpenDifference => ({
  ...{ kind: 'missing', place, widgetId, there: undefined, property: undefined },
  ...{ expected: undefined, found: undefined, rule: undefined },
});

/** @param kind tells where an id that the widget does not tell itself is to be found */
export const extraDifference = (kind: StoreKind, there: FoundWidget): OpenDifference => ({
  ...{ kind: 'extra', place: there.place, widgetId: idOf(kind, there), there, property: undefined },
  ...{ expected: undefined, found: undefined, rule: undefined },
});

/** A widget that lies at another key than its own. */
export const misplacedDifference = (place: string, { widgetId }: Widget, found: string): OpenDifference => ({
  ...{ kind: 'wrong', place, widgetId, there: undefined, property: 'key' },
  ...{ expected: place, found, rule: 'widget-key' },
});

function idOf(kind: StoreKind, { place, properties }: FoundWidget): string {
  if (kind === 'dynamodb') return place;
  const told = properties.get('widgetId');
  return typeof told === 'string' ? told : idInKey(place);
}

/** The id in the last part of a key, with or without `.json` behind it. */
export function idInKey(key: string): string {
  const segment = key.slice(key.lastIndexOf('/') + 1).replace(/\.json$/, '');
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
