import { findBreach } from './find-breach';
import type { JudgedStore } from './judged-store';
import type { PlacedRequest } from './mistakes';
import type { OpenDifference } from './open-differences';
import type { ReadRequest } from './read-requests';
import type { Rule } from './rules';

/** A difference between the widgets found and those expected, and the rule of the contract that it breaks. */
export type Finding = {
  readonly kind: 'missing' | 'extra' | 'wrong';
  /** The key or id where the widget is, or should be. */
  readonly place: string;
  readonly widgetId: string;
  /** The first property that differs, of a wrong widget. */
  readonly property: string | undefined;
  /** Their values; `undefined`: not there. */
  readonly expected: unknown;
  readonly found: unknown;
  readonly rule: Rule;
  /** The request that should have caused the state that is expected. */
  readonly cause: RequestReference | undefined;
  /** The request at which the rule was broken, as far as that can be told and it is another one. */
  readonly suspect: RequestReference | undefined;
};

export type RequestReference = Pick<ReadRequest, 'file' | 'line'> & {
  /** What an invalid request does not say is undefined. */
  readonly type: string | undefined;
  readonly requestId: string | undefined;
};

/** Of so many differences the requests are in memory at once. */
const CHUNK = 10_000;

/** Names the rule and the requests of each difference, in the order of places. */
export async function explainDifferences(
  differences: readonly OpenDifference[],
  store: JudgedStore,
  read: () => AsyncIterable<ReadRequest>,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (let at = 0; at < differences.length; at += CHUNK) {
    const some = differences.slice(at, at + CHUNK);
    const requests = await requestsFor(new Set(some.map(({ widgetId }) => widgetId)), read());
    findings.push(...some.map((difference) => explain(difference, store, requests)));
  }
  return findings.sort((a, b) => (a.place < b.place ? -1 : 1));
}

type Requests = {
  readonly valid: ReadonlyMap<string, readonly Omit<PlacedRequest, 'isHere'>[]>;
  /** Of each id the last invalid request that names it. */
  readonly invalid: ReadonlyMap<string, RequestReference>;
};

async function requestsFor(ids: ReadonlySet<string>, read: AsyncIterable<ReadRequest>): Promise<Requests> {
  const valid = new Map<string, Omit<PlacedRequest, 'isHere'>[]>();
  const invalid = new Map<string, RequestReference>();
  for await (const { parsed, bytes, file, line } of read) {
    if (!parsed.ok) {
      const { widgetId, type, requestId } = looselyRead(bytes);
      if (widgetId !== undefined && ids.has(widgetId)) invalid.set(widgetId, { file, line, type, requestId });
    } else if (ids.has(parsed.value.widgetId)) {
      const { widgetId } = parsed.value;
      const others = valid.get(widgetId) ?? [];
      others.push({ request: parsed.value, file, line });
      valid.set(widgetId, others);
    }
  }
  return { valid, invalid };
}

function explain(difference: OpenDifference, store: JudgedStore, { valid, invalid }: Requests): Finding {
  const { kind, place, widgetId, property, expected, found, there, rule } = difference;
  const history = (valid.get(widgetId) ?? []).map((read) => ({
    ...read,
    isHere: store.placeOf(read.request) === place,
  }));
  const breach = findBreach({ kind: store.kind, history, found: there?.properties, property, expected });
  const culprit = rule === undefined && !breach.isReplayed ? invalid.get(widgetId) : undefined;
  return {
    ...{ kind, place, widgetId, property, expected, found },
    rule: rule ?? (culprit ? 'invalid-changes-nothing' : breach.rule),
    cause: breach.cause && reference(breach.cause),
    suspect: culprit ?? (rule === undefined && breach.suspect ? reference(breach.suspect) : undefined),
  };
}

const reference = ({ request: { type, requestId }, file, line }: PlacedRequest): RequestReference => ({
  file,
  line,
  type,
  requestId,
});

type LooseRequest = Partial<Record<'widgetId' | 'type' | 'requestId', string>>;

/** What an invalid request says of itself, as far as it is JSON. */
function looselyRead(bytes: Uint8Array): LooseRequest {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const fields = Object.entries(json ?? {}).filter(([, value]) => typeof value === 'string');
    return Object.fromEntries(fields);
  } catch {
    return {};
  }
}
