import type { Widget } from '@widgets/widget-model';
import { applyTo } from './expected-widgets';
import { explainDifferences, type Finding } from './explain-differences';
import { takeMisplaced } from './find-misplaced';
import type { FoundWidget } from './found-widget';
import type { JudgedStore } from './judged-store';
import { differenceAt, extraDifference, missingDifference, type OpenDifference } from './open-differences';
import type { ReadRequest } from './read-requests';

/** What the widgets in a store are worth. */
export type Verdict = {
  /** Read, those ignored included. */
  readonly requests: number;
  readonly ignored: readonly IgnoredRequest[];
  /** Widgets that must exist. */
  readonly widgets: number;
  /** In the order of places. */
  readonly findings: readonly Finding[];
};

/** An invalid request, which must change nothing. */
export type IgnoredRequest = Pick<ReadRequest, 'file' | 'line'> & { readonly reason: string };

/**
 * Compares every widget of a store with what the requests say. Holds the expected widgets and the differences in memory,
 * and reads the requests again only when something differs.
 *
 * @param read reads the requests in the order of their stamps, each time from the beginning
 */
export async function judge(
  store: JudgedStore,
  read: () => AsyncIterable<ReadRequest>,
  signal: AbortSignal,
): Promise<Verdict> {
  const { live, ...counts } = await expectedOf(store, read, signal);
  const widgets = live.size;
  const differences = await compare(store, live, signal);
  const findings = await explainDifferences(differences, store, read);
  return { ...counts, widgets, findings };
}

async function expectedOf(store: JudgedStore, read: () => AsyncIterable<ReadRequest>, signal: AbortSignal) {
  const live = new Map<string, Widget>();
  const ignored: IgnoredRequest[] = [];
  let requests = 0;
  for await (const { parsed, file, line } of read()) {
    signal.throwIfAborted();
    requests += 1;
    if (parsed.ok) applyTo(live, store.placeOf(parsed.value), parsed.value);
    else ignored.push({ file, line, reason: parsed.reason });
  }
  return { live, ignored, requests };
}

/** What is found right is dropped from the widgets that are expected. */
async function compare(
  store: JudgedStore,
  expected: Map<string, Widget>,
  signal: AbortSignal,
): Promise<OpenDifference[]> {
  const wrong: OpenDifference[] = [];
  const extras = new Set<FoundWidget>();
  for await (const found of store.found()) {
    signal.throwIfAborted();
    const widget = expected.get(found.place);
    if (widget === undefined) extras.add(found);
    else wrong.push(...[differenceAt(store.kind, widget, found) ?? []].flat());
    expected.delete(found.place);
  }
  const misplaced = await takeMisplaced(store, expected, extras);
  return [
    ...wrong,
    ...misplaced,
    ...Array.from(expected, ([place, widget]) => missingDifference(place, widget)),
    ...Array.from(extras, (found) => extraDifference(store.kind, found)),
  ];
}
