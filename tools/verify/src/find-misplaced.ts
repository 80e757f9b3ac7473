import type { Widget } from '@widgets/widget-model';
import type { FoundWidget } from './found-widget';
import type { JudgedStore } from './judged-store';
import { idInKey, misplacedDifference, type OpenDifference } from './open-differences';

/** Names by which a table's item may tell the id of its widget besides the key. */
const ID_NAMES = ['widgetId', 'widget_id', 'id'];

/**
 * The missing widgets that lie at a wrong key, among what is extra or elsewhere in the bucket. Takes what it finds out of
 * both.
 */
export async function takeMisplaced(
  store: JudgedStore,
  missing: Map<string, Widget>,
  extras: Set<FoundWidget>,
): Promise<OpenDifference[]> {
  const wanted = new Map<string, string>();
  for (const [place, widget] of missing) for (const name of namesOf(widget)) wanted.set(name, place);
  const misplaced: OpenDifference[] = [];
  const take = (name: string, found: string): boolean => {
    const place = wanted.get(name) ?? '';
    const widget = missing.get(place);
    if (widget === undefined) return false;
    missing.delete(place);
    misplaced.push(misplacedDifference(place, widget, found));
    return true;
  };
  for (const extra of extras) {
    if (namesOfFound(extra).some((name) => take(name, extra.place))) extras.delete(extra);
  }
  if (missing.size > 0) {
    for await (const key of store.keysElsewhere()) take(asId(idInKey(key)), key);
  }
  return misplaced;
}

const asId = (widgetId: string): string => JSON.stringify([widgetId]);
const asOwned = (what: string, id: unknown, owner: unknown): string => JSON.stringify([what, id, owner]);

/** By what a widget is known that does not lie at its key, its own id and owner, or the request that created it. */
const namesOf = ({ widgetId, owner, requestId }: Widget): string[] => [
  asOwned('widget', widgetId, owner),
  asOwned('request', requestId, owner),
  asId(widgetId),
];

function namesOfFound({ properties }: FoundWidget): string[] {
  const owner = properties.get('owner');
  const ids = ID_NAMES.filter((name) => properties.has(name)).map((name) => properties.get(name));
  return [
    ...ids.map((id) => asOwned('widget', id, owner)),
    ...(properties.has('requestId') ? [asOwned('request', properties.get('requestId'), owner)] : []),
  ];
}
