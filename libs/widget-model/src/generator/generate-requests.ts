import type { WidgetRequest } from '../widget-request';
import { pickType, type Mix } from './mix';
import { createVocabulary, type Vocabulary } from './vocabulary';

/** Updates and deletes pick among this many of the youngest widgets alive, so that memory stays flat. */
export const YOUNGEST_WIDGETS = 5000;

/** How often a create or an update carries an attribute, as in the requests recorded of the courses' producer. */
const ATTRIBUTE_SHARE = { create: 0.35, update: 0.58 };
const UPDATES_WITHOUT_LABEL = 0.6;
const UPDATES_WITHOUT_DESCRIPTION = 0.1;
/** How often a value is `""`: stored by a create, removed by an update. */
const EMPTY_SHARE = 0.05;

type LiveWidget = { readonly widgetId: string; readonly owner: string };

/** An endless stream of valid requests in which every update and delete finds its widget alive. Same seed, same stream. */
export function* generateRequests(seed: number, mix: Mix): Generator<WidgetRequest, never> {
  const words = createVocabulary(seed);
  const alive: LiveWidget[] = [];
  for (;;) {
    const type = alive.length === 0 ? 'create' : pickType(mix, words.fraction());
    switch (type) {
      case 'create': {
        const widget = { widgetId: words.uuid(), owner: words.owner() };
        alive.push(widget);
        if (alive.length > YOUNGEST_WIDGETS) alive.shift();
        yield createOf(widget, words);
        break;
      }
      case 'update':
        yield updateOf(alive[words.below(alive.length)] as LiveWidget, words);
        break;
      case 'delete': {
        const [widget] = alive.splice(words.below(alive.length), 1) as [LiveWidget];
        yield deleteOf(widget, words);
        break;
      }
    }
  }
}

function createOf(widget: LiveWidget, words: Vocabulary): WidgetRequest {
  return {
    type: 'create',
    requestId: words.uuid(),
    ...widget,
    label: words.chance(EMPTY_SHARE) ? '' : words.label(),
    description: words.chance(EMPTY_SHARE) ? '' : words.description(),
    otherAttributes: attributesOf(words, ATTRIBUTE_SHARE.create),
  };
}

function updateOf(widget: LiveWidget, words: Vocabulary): WidgetRequest {
  const maybeEmpty = (value: string): string => (words.chance(EMPTY_SHARE) ? '' : value);
  return {
    type: 'update',
    requestId: words.uuid(),
    ...widget,
    label: words.chance(UPDATES_WITHOUT_LABEL) ? undefined : maybeEmpty(words.label()),
    description: words.chance(UPDATES_WITHOUT_DESCRIPTION) ? undefined : maybeEmpty(words.description()),
    otherAttributes: attributesOf(words, ATTRIBUTE_SHARE.update),
  };
}

function deleteOf(widget: LiveWidget, words: Vocabulary): WidgetRequest {
  return {
    type: 'delete',
    requestId: words.uuid(),
    ...widget,
    label: undefined,
    description: undefined,
    otherAttributes: new Map(),
  };
}

function attributesOf(words: Vocabulary, share: number): Map<string, string> {
  const chosen = new Map<string, string>();
  for (const [name, draw] of words.attributes) {
    if (words.chance(share)) chosen.set(name, words.chance(EMPTY_SHARE) ? '' : draw());
  }
  return chosen;
}
