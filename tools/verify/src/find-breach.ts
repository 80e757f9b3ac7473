import type { Widget } from '@widgets/widget-model';
import { rightStep, type PlacedRequest } from './mistakes';
import { firstDifference, storedProperties, type Properties, type StoreKind } from './properties';
import { outcomesOf } from './replay-mistakes';
import type { Rule } from './rules';

/** A difference whose rule is wanted. */
export type Question = {
  readonly kind: StoreKind;
  /** All requests for the widget's id, in the order of stamps. */
  readonly history: readonly PlacedRequest[];
  /** What was found at the place; undefined: nothing. */
  readonly found: Properties | undefined;
  /** The first property that differs; undefined: whether there is a widget at all. */
  readonly property: string | undefined;
  readonly expected: unknown;
};

export type Breach = {
  readonly rule: Rule;
  /** The request that the expected state comes from; undefined: no request asked for anything there. */
  readonly cause: PlacedRequest | undefined;
  /** The request at which the rule was broken, when that is another one. */
  readonly suspect: PlacedRequest | undefined;
  /** Whether a breach of the rule, replayed, leads to what was found; else it is the likeliest one. */
  readonly isReplayed: boolean;
};

/**
 * The rule whose breach leads from the requests to what was found: the one that explains the whole widget, else the
 * property that differs; else the rule that the property's last request stands under.
 */
export function findBreach(question: Question): Breach {
  const cause = causeOf(question);
  const told = (rule: Rule, suspect?: PlacedRequest): Breach => ({
    rule,
    cause,
    suspect: suspect === cause ? undefined : suspect,
    isReplayed: suspect !== undefined,
  });
  const rule = ruleOfForm(question);
  if (rule !== undefined) return told(rule);
  let partly: Breach | undefined;
  for (const { rule: broken, end, suspect } of outcomesOf(question.history)) {
    if (explainsAll(question, end)) return told(broken, suspect);
    if (partly === undefined && explainsProperty(question, broken, end)) partly = told(broken, suspect);
  }
  return partly ?? told(ruleOfLastWord(question, cause));
}

function explainsAll({ kind, found }: Question, end: Widget | undefined): boolean {
  if (found === undefined || end === undefined) return found === end;
  return firstDifference(storedProperties(end, kind), found) === undefined;
}

/** Disorder can lead to nearly any value, so that it must explain the whole. */
function explainsProperty({ kind, found, property }: Question, rule: Rule, end: Widget | undefined): boolean {
  if (rule === 'order-of-stamps') return false;
  if (found === undefined || end === undefined) return found === end;
  return property === undefined || storedProperties(end, kind).get(property) === found.get(property);
}

/** Set when the value found is one that no request can ask for. */
function ruleOfForm({ found, property, expected, kind }: Question): Rule | undefined {
  if (found === undefined || property === undefined) return undefined;
  const value = found.get(property);
  if (value !== null && value !== undefined && typeof value !== 'string') return 'values-are-text';
  const [isNull, isAbsent] = [value === null, value === undefined];
  const wrongAbsence = kind === 's3' ? isAbsent && expected === null : isNull && expected === undefined;
  const nullAttribute = isNull && property !== 'label' && property !== 'description';
  return wrongAbsence || nullAttribute ? 'null-as-stored' : undefined;
}

/** The last request that changed the property, or whether there is a widget; else the last one for the place. */
function causeOf({ history, kind, property }: Question): PlacedRequest | undefined {
  let widget: Widget | undefined;
  let cause: PlacedRequest | undefined;
  const look = (at: Widget | undefined): unknown =>
    at === undefined || property === undefined ? at === undefined : storedProperties(at, kind).get(property);
  for (const placed of history) {
    const after = rightStep(widget, placed);
    const isCreate = after !== undefined && placed.request.type === 'create' && after !== widget;
    if (isCreate || look(widget) !== look(after)) cause = placed;
    widget = after;
  }
  return cause ?? history.findLast(({ isHere }) => isHere);
}

function ruleOfLastWord({ history, found, property, expected }: Question, cause?: PlacedRequest): Rule {
  if (found === undefined) return 'create-stores-all';
  if (property === undefined)
    return cause?.request.type === 'delete' ? 'delete-removes' : 'only-what-was-asked';
  const hasUpdate = history.some(({ request }) => request.type === 'update');
  if (property === 'owner') return 'owner-never-changes';
  if (property === 'widgetId') return 'widget-id-never-changes';
  if (property === 'requestId') return hasUpdate ? 'request-id-never-changes' : 'create-stores-all';
  const isText = property === 'label' || property === 'description';
  const isNamed = history.some(({ request }) => request.otherAttributes.has(property));
  if (!isText && !isNamed) return 'only-what-was-asked';
  if (cause?.request.type !== 'update') return 'create-stores-all';
  return expected === null || expected === undefined ? 'empty-string-removes' : 'update-sets-what-it-names';
}
