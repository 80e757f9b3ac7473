import type { Widget } from '@widgets/widget-model';
import { firstDifference, propertiesOf } from './properties';

/** One way in which the widgets found are not those expected. */
export type Difference =
  | { readonly kind: 'missing'; readonly place: string }
  | { readonly kind: 'extra'; readonly place: string }
  | {
      readonly kind: 'wrong';
      readonly place: string;
      readonly property: string;
      /** `undefined`: the property is not there. */
      readonly expected: unknown;
      readonly found: unknown;
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
    const [left, right] = [propertiesOf(wanted), propertiesOf(there)];
    const property = firstDifference(left, right);
    if (property === undefined) return [];
    return [{ kind: 'wrong', place, property, expected: left.get(property), found: right.get(property) }];
  });
}
