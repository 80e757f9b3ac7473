import type { Widget } from '@widgets/widget-model';

/** One way in which the widgets found are not those expected. */
export type Difference =
  | { readonly kind: 'missing'; readonly place: string }
  | { readonly kind: 'extra'; readonly place: string }
  | {
      readonly kind: 'wrong';
      readonly place: string;
      readonly property: string;
      /** `undefined`: the property is not there. */
      readonly expected: string | null | undefined;
      readonly found: string | null | undefined;
    };

/** Their bookkeeping apart: all missing and extra widgets, and the first property that differs of each wrong one, in the order of places. */
export function compareWidgets(
  expected: ReadonlyMap<string, Widget>,
  found: ReadonlyMap<string, Widget>,
): Difference[] {
  const places = [...new Set([...expected.keys(), ...found.keys()])].sort();
  return places.flatMap((place): Difference[] => {
    const [wanted, there] = [expected.get(place), found.get(place)];
    if (there === undefined) return [{ kind: 'missing', place }];
    if (wanted === undefined) return [{ kind: 'extra', place }];
    const difference = firstDifference(propertiesOf(wanted), propertiesOf(there));
    return difference ? [{ kind: 'wrong', place, ...difference }] : [];
  });
}

type Properties = ReadonlyMap<string, string | null | undefined>;

/** A widget's fields by name; no other attribute can have one of the first five names. */
function propertiesOf({
  widgetId,
  owner,
  label,
  description,
  requestId,
  otherAttributes,
}: Widget): Properties {
  const own = Object.entries({ widgetId, owner, label, description, requestId });
  return new Map<string, string | null | undefined>([...own, ...otherAttributes]);
}

function firstDifference(expected: Properties, found: Properties) {
  const names = [...new Set([...expected.keys(), ...found.keys()])];
  const property = names.find((name) => expected.get(name) !== found.get(name));
  return property === undefined
    ? undefined
    : { property, expected: expected.get(property), found: found.get(property) };
}
