import type { Widget, WidgetRequest } from '@widgets/widget-model';
import { applyRequest, asCreated, situationOf, type Situation } from './apply-request';
import { RIGHT_MANNER, updatedIn, type PartManner } from './mistaken-update';
import type { Rule } from './rules';

/** A request for a widget's id, where it was read, and whether it is for the place that is looked at or another owner's. */
export type PlacedRequest = {
  readonly request: WidgetRequest;
  readonly file: string;
  readonly line: number | undefined;
  readonly isHere: boolean;
};

/** What is at a place after a request that found `before` there. */
export type Step = (before: Widget | undefined, placed: PlacedRequest) => Widget | undefined;

/** One way to break one rule: how a consumer that makes this mistake applies requests. */
export type Mistake = { readonly rule: Rule; readonly step: Step };

export const rightStep: Step = (before, { request, isHere }) =>
  isHere ? applyRequest(before, request) : before;

type Wrongly = (before: Widget, request: WidgetRequest) => Widget | undefined;
type Met = readonly [type: WidgetRequest['type'], ...situations: Situation[]];

const NOTHING = { label: null, description: null, otherAttributes: new Map<string, string>() };

/** Goes wrong where a request of a type meets one of some situations, and is right elsewhere. */
const mistake = (rule: Rule, [type, ...situations]: Met, wrongly: Wrongly): Mistake => ({
  rule,
  step: (before, placed) => {
    const { request, isHere } = placed;
    const met = isHere ? situationOf(before, request) : before && 'of another owner';
    if (request.type !== type || met === undefined || !situations.includes(met))
      return rightStep(before, placed);
    return wrongly(before ?? { ...asCreated(request), ...NOTHING }, request);
  },
});

type PartMistakes = Partial<PartManner>;

const updating =
  (texts: PartMistakes, attributes: PartMistakes) =>
  (before: Widget, request: WidgetRequest): Widget =>
    updatedIn(
      { texts: { ...RIGHT_MANNER, ...texts }, attributes: { ...RIGHT_MANNER, ...attributes } },
      before,
      request,
    );

/** Every pair of ways for texts and attributes but the first, which is the right one. */
const pairs = (...ways: readonly PartMistakes[]): (readonly [PartMistakes, PartMistakes])[] =>
  ways.flatMap((texts) => ways.map((attributes) => [texts, attributes] as const)).slice(1);

const onUpdate = (rule: Rule, ...ways: readonly PartMistakes[]): Mistake[] =>
  pairs({}, ...ways).map((pair) => mistake(rule, ['update', 'own'], updating(...pair)));

const asUpdate = updating({}, {});
const withoutEmpty: Wrongly = (_before, request) => asUpdate({ ...asCreated(request), ...NOTHING }, request);
const ignored: Wrongly = (before) => before;
const absent: Wrongly = () => undefined;
const created: Wrongly = (_before, request) => asCreated(request);

/** Requests that do not count at all; the mistakes that may well be made at one request alone. */
export const LOSSES: readonly Mistake[] = [
  mistake('create-overwrites-own', ['create', 'over'], ignored),
  mistake('update-sets-what-it-names', ['update', 'own'], ignored),
  mistake('create-stores-all', ['create', 'new'], absent),
  mistake('delete-removes', ['delete', 'own'], ignored),
];

/** All mistakes that are looked for; of several that explain a widget the first counts, so the special come before the general. */
export const MISTAKES: readonly Mistake[] = [
  ...onUpdate('empty-string-removes', { emptied: 'stored' }, { emptied: 'kept' }),
  ...onUpdate(
    'update-keeps-what-it-does-not-name',
    { unnamed: 'removed' },
    { unnamed: 'removed', emptied: 'stored' },
  ),
  mistake('create-again-changes-nothing', ['create', 'again'], created),
  mistake('request-id-never-changes', ['update', 'own'], (before, request) => ({
    ...asUpdate(before, request),
    requestId: request.requestId,
  })),
  mistake('owner-never-changes', ['update', 'of another owner'], (before, request) => ({
    ...asUpdate(before, request),
    owner: request.owner,
  })),
  mistake('update-other-owner-changes-nothing', ['update', 'of another owner'], asUpdate),
  mistake('create-other-owner-changes-nothing', ['create', 'of another owner'], created),
  mistake('delete-other-owner-changes-nothing', ['delete', 'of another owner'], absent),
  mistake('create-overwrites-own', ['create', 'over'], asUpdate),
  mistake('create-overwrites-own', ['create', 'over'], (before, request) => ({
    ...asUpdate(before, request),
    requestId: request.requestId,
  })),
  mistake('update-missing-changes-nothing', ['update', 'missing'], created),
  mistake('update-missing-changes-nothing', ['update', 'missing'], withoutEmpty),
  ...onUpdate('update-sets-what-it-names', { named: 'kept' }),
  mistake('create-stores-all', ['create', 'new', 'over'], withoutEmpty),
  ...LOSSES,
];
