import type { Pointer, RequestType, WidgetRequest } from '@widgets/widget-model';
import type { ApplyContext, Outcome, RequestObjects, WidgetStore } from '@widgets/widget-pipeline';
import { randomUUID } from 'node:crypto';
import type { StoreRules } from '../widget-store';

export const MARY = 'Mary Matthews';
/** Not Mary, although the names have one slug, so that both find the widget at the same key of a bucket. */
export const OTHER_MARY = 'mary matthews';

/** A request of Mary's that carries nothing but what is given, for a widget and with an id of its own. */
export const sampleRequest = (type: RequestType, fields: Partial<WidgetRequest> = {}): WidgetRequest => ({
  type,
  requestId: randomUUID(),
  widgetId: randomUUID(),
  owner: MARY,
  label: undefined,
  description: undefined,
  otherAttributes: new Map(),
  ...fields,
});

/** Of a request that came inline, for the first time. */
export const FRESH = { object: undefined, mayBeRepeat: false, readSince: 0 };

let stamps = 0;
/** A stamp newer than all before. */
export const nextStamp = (): string => String((stamps += 1)).padStart(13, '0');

/** What the store makes of a request, by default a fresh one, newer than all before, whose lease is never lost. */
export const applyTo = (
  store: WidgetStore,
  request: WidgetRequest,
  context: Partial<ApplyContext> = {},
): Promise<Outcome> =>
  store.apply(request, {
    stamp: nextStamp(),
    origin: FRESH,
    signal: new AbortController().signal,
    ...context,
  });

/** Request objects that are there unless they are deleted, and what was asked of them. */
export function fakeRequestObjects(): RequestObjects & { readonly asked: string[] } {
  const gone = new Set<string>();
  const asked: string[] = [];
  const name = ({ bucket, key }: Pointer): string => `${bucket}/${key}`;
  return {
    asked,
    exists(object) {
      asked.push(`exists ${name(object)}`);
      return Promise.resolve(!gone.has(name(object)));
    },
    delete(object) {
      asked.push(`delete ${name(object)}`);
      gone.add(name(object));
      return Promise.resolve();
    },
  };
}

/** The rules of a store with order stamps, in a time that stands still. */
export const sampleRules = (rules: Partial<StoreRules> = {}): StoreRules => ({
  ordering: 'stamps',
  requestObjects: fakeRequestObjects(),
  monotonic: () => 0,
  random: Math.random,
  sleep: () => Promise.resolve(),
  ...rules,
});
