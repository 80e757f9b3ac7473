import type { RequestType, WidgetRequest } from '@widgets/widget-model';
import type { Draws } from './draws';

/** A request with the key of its object, which is its stamp. */
export type Stamped = { readonly key: string; readonly request: WidgetRequest };

const NAMES = ['a', 'b', 'c', 'd'] as const;
const FIRST_MS = 1_700_000_000_000;

/** What the nth request of a run is; the id of its own making tells its values from all others'. */
export function stamped(
  at: number,
  type: RequestType,
  widgetId: string,
  values: readonly (string | undefined)[],
): Stamped {
  const given = NAMES.flatMap((name, n): [string, string][] => {
    const value = values[n];
    return value === undefined ? [] : [[name, value]];
  });
  const fields = { label: values[NAMES.length], description: undefined, otherAttributes: new Map(given) };
  return {
    key: `${FIRST_MS + at}-000000-0badcafe`,
    request: { type, requestId: `r${at}`, widgetId, owner: 'Sue Smith', ...fields },
  };
}

/** Half creates, a third updates, the rest deletes; ids are created once, updates and deletes find their widget alive. */
export function drawRequests(draws: Draws, count: number): Stamped[] {
  const alive: string[] = [];
  return Array.from({ length: count }, (_, at) => {
    const type = alive.length === 0 ? 'create' : drawType(draws);
    if (type === 'create') alive.push(`w${at}`);
    const pick = type === 'create' ? alive.length - 1 : draws.below(alive.length);
    const widgetId = alive[pick] ?? '';
    if (type === 'delete') alive.splice(pick, 1);
    return stamped(at, type, widgetId, type === 'delete' ? [] : drawValues(draws, at));
  });
}

function drawType(draws: Draws): RequestType {
  const drawn = draws.below(100);
  if (drawn < 50) return 'create';
  return drawn < 85 ? 'update' : 'delete';
}

const drawValues = (draws: Draws, at: number): (string | undefined)[] =>
  [...NAMES, 'label'].map((name) => {
    if (draws.chance(0.4)) return undefined;
    return draws.chance(0.2) ? '' : `${at}${name}`;
  });
