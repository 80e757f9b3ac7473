import type { Widget, WidgetRequest } from '@widgets/widget-model';

/**
 * What is at a widget's place once a request for that place was applied. Says the contract's rules in its own words, and
 * shares no code with the program that it judges.
 */
export function applyRequest(widget: Widget | undefined, request: WidgetRequest): Widget | undefined {
  switch (situationOf(widget, request)) {
    case 'of another owner':
    case 'again':
    case 'missing':
      return widget;
    case 'new':
    case 'over':
      return asCreated(request);
    case 'own':
      return request.type === 'delete' || widget === undefined ? undefined : asUpdated(widget, request);
  }
}

/**
 * How a request meets what is there: a create finds nothing (`new`), a widget that it made itself (`again`) or another of
 * its owner (`over`); an update or delete finds nothing (`missing`) or its owner's widget (`own`).
 */
export type Situation = 'of another owner' | 'new' | 'again' | 'over' | 'missing' | 'own';

export function situationOf(widget: Widget | undefined, request: WidgetRequest): Situation {
  if (widget === undefined) return request.type === 'create' ? 'new' : 'missing';
  if (widget.owner !== request.owner) return 'of another owner';
  if (request.type !== 'create') return 'own';
  return widget.requestId === request.requestId ? 'again' : 'over';
}

export function asCreated({
  widgetId,
  owner,
  label,
  description,
  otherAttributes,
  requestId,
}: WidgetRequest): Widget {
  return {
    widgetId,
    owner,
    label: label === undefined ? null : label,
    description: description === undefined ? null : description,
    otherAttributes,
    requestId,
    order: undefined,
  };
}

function asUpdated(widget: Widget, { label, description, otherAttributes }: WidgetRequest): Widget {
  const kept = [...widget.otherAttributes].filter(([name]) => !otherAttributes.has(name));
  const set = [...otherAttributes].filter(([, value]) => value !== '');
  return {
    ...widget,
    label: updatedText(widget.label, label),
    description: updatedText(widget.description, description),
    otherAttributes: new Map([...kept, ...set]),
  };
}

function updatedText(before: string | null, asked: string | undefined): string | null {
  if (asked === undefined) return before;
  return asked === '' ? null : asked;
}
