import { describe, expect, test } from '@jest/globals';
import type { WidgetRequest } from '@widgets/widget-model';
import fc from 'fast-check';
import { findBreach } from './find-breach';
import { MISTAKES, rightStep, type PlacedRequest } from './mistakes';
import { firstDifference, storedProperties, type Properties, type StoreKind } from './properties';
import { applyAll, isSame, outcomesOf } from './replay-mistakes';
import type { Rule } from './rules';

type Fields = Partial<Omit<WidgetRequest, 'otherAttributes'>> & { attributes?: Record<string, string> };

const MARY = 'Mary Matthews';
const JOHN = 'John Jones';

const placed = (line: number, { attributes = {}, ...fields }: Fields): PlacedRequest => ({
  file: 'sent.ndjson',
  line,
  isHere: true,
  request: {
    type: 'create',
    requestId: `r${line}`,
    widgetId: 'w',
    owner: MARY,
    label: undefined,
    description: undefined,
    otherAttributes: new Map(Object.entries(attributes)),
    ...fields,
  },
});

const historyOf = (...requests: Fields[]) => requests.map((fields, at) => placed(at + 1, fields));

/** What a consumer would be told that left these properties, or nothing. */
function breachOf(
  kind: StoreKind,
  history: readonly PlacedRequest[],
  found: Record<string, unknown> | undefined,
) {
  const right = applyAll(history);
  const expected = right && storedProperties(right, kind);
  const there: Properties | undefined = found && new Map(Object.entries(found));
  const property = expected && there && firstDifference(expected, there);
  const { rule, cause, suspect } = findBreach({
    ...{ kind, history, found: there, property },
    expected: property === undefined ? undefined : expected?.get(property),
  });
  return { rule, property, cause: cause?.line, suspect: suspect?.line };
}

const asFound = (history: readonly PlacedRequest[], more: Record<string, unknown> = {}) => ({
  ...Object.fromEntries(storedProperties(applyAll(history)!, 's3')),
  ...more,
});

const CREATE = { label: 'L', description: '', attributes: { color: 'red', size: '7' } };
const RENAME = { type: 'update', label: 'M' } as const;
const created = asFound(historyOf(CREATE));

describe('a widget that is wrong is told with the rule, the request that asked for it, and the one that went wrong', () => {
  test('an update that replaces all attributes', () => {
    const history = historyOf(CREATE, { ...RENAME, attributes: { size: '8' } });
    const { color: _color, ...rest } = asFound(history);
    expect(breachOf('s3', history, rest)).toEqual({
      ...{ rule: 'update-keeps-what-it-does-not-name', property: 'color' },
      ...{ cause: 1, suspect: 2 },
    });
  });

  test('a label that an update without one sets to null', () => {
    const history = historyOf(CREATE, { type: 'update', attributes: { size: '8' } });
    expect(breachOf('s3', history, asFound(history, { label: null }))).toMatchObject({
      rule: 'update-keeps-what-it-does-not-name',
      property: 'label',
    });
  });

  test.each([
    ['stored as it is', { color: '' }],
    ['not minded', { color: 'red' }],
  ])('an empty value that is %s', (_how, found) => {
    const history = historyOf(CREATE, { ...RENAME, attributes: { color: '' } });
    expect(breachOf('s3', history, asFound(history, found))).toEqual({
      ...{ rule: 'empty-string-removes', property: 'color' },
      ...{ cause: 2, suspect: undefined },
    });
  });

  test('an update that is lost', () => {
    const history = historyOf(CREATE, { ...RENAME, attributes: { color: '' } });
    expect(breachOf('s3', history, created)).toMatchObject({
      ...{ rule: 'update-sets-what-it-names', property: 'label' },
      ...{ cause: 2, suspect: undefined },
    });
  });

  test("an owner that another owner's update set, or nobody", () => {
    const history = historyOf(CREATE, { ...RENAME, owner: JOHN });
    expect(breachOf('s3', history, { ...created, owner: JOHN, label: 'M' })).toMatchObject({
      ...{ rule: 'owner-never-changes', property: 'owner' },
      ...{ cause: 1, suspect: 2 },
    });
    expect(breachOf('s3', historyOf(CREATE), { ...created, owner: JOHN })).toMatchObject({
      rule: 'owner-never-changes',
    });
  });

  test.each([
    ['update', { label: 'M' }, 'update-other-owner-changes-nothing'],
    ['create', { owner: JOHN, label: 'M' }, 'create-other-owner-changes-nothing'],
  ] as const)("another owner's %s that counts", (type, _what, rule) => {
    const foreign = { type, owner: JOHN, label: 'M', attributes: {} };
    const left =
      type === 'update'
        ? { ...created, label: 'M' }
        : asFound(historyOf({ type: 'delete' }, { ...foreign, type: 'create' }));
    const { rule: told, suspect } = breachOf('s3', historyOf(CREATE, foreign), left);
    expect({ told, suspect }).toEqual({ told: rule, suspect: 2 });
  });

  test('a requestId that an update set', () => {
    const history = historyOf(CREATE, RENAME);
    expect(breachOf('s3', history, asFound(history, { requestId: 'r2' }))).toMatchObject({
      rule: 'request-id-never-changes',
      suspect: 2,
    });
  });

  test('a create that counts again, and one that does not count over another', () => {
    const twice = historyOf(CREATE, RENAME, { ...CREATE, requestId: 'r1' });
    expect(breachOf('s3', twice, created)).toMatchObject({
      rule: 'create-again-changes-nothing',
      suspect: 3,
    });
    const other = historyOf(CREATE, { label: 'N' });
    expect(breachOf('s3', other, created)).toMatchObject({ rule: 'create-overwrites-own', cause: 2 });
  });

  test('a create that is delivered twice and overwrites what came between', () => {
    const updates = ['N', 'O'].map((label) => ({ type: 'update', label }) as const);
    const last = { type: 'update', description: 'D', attributes: { size: '9' } } as const;
    const history = historyOf(CREATE, RENAME, ...updates, last);
    expect(breachOf('s3', history, asFound(history, { label: 'L' }))).toEqual({
      ...{ rule: 'order-of-stamps', property: 'label' },
      ...{ cause: 4, suspect: 1 },
    });
  });

  test('an older update that comes last', () => {
    const history = historyOf(CREATE, RENAME, { type: 'update', label: 'N', attributes: { color: 'blue' } });
    expect(breachOf('s3', history, asFound(history, { label: 'M' }))).toEqual({
      ...{ rule: 'order-of-stamps', property: 'label' },
      ...{ cause: 3, suspect: 2 },
    });
  });

  test('a value of the create that is not what it says, and a property that nobody named', () => {
    expect(breachOf('s3', historyOf(CREATE), { ...created, color: 'purple' })).toMatchObject({
      ...{ rule: 'create-stores-all', property: 'color', cause: 1 },
    });
    expect(breachOf('s3', historyOf(CREATE), { ...created, colour: 'red' })).toMatchObject({
      ...{ rule: 'only-what-was-asked', property: 'colour', cause: 1 },
    });
  });

  test('two mistakes in one widget: the rule of the first property that differs', () => {
    const history = historyOf(CREATE, { ...RENAME, attributes: { color: '' } });
    const found = asFound(history, { color: '', colour: 'red' });
    expect(breachOf('s3', history, found)).toMatchObject({ rule: 'empty-string-removes', property: 'color' });
  });
});

describe('the form of values is judged by the store', () => {
  const emptied = historyOf(CREATE, { type: 'update', label: '' });

  test('null is null in a bucket', () => {
    const { label: _label, ...without } = asFound(emptied);
    expect(breachOf('s3', emptied, without).rule).toBe('null-as-stored');
  });

  test('null is no attribute in a table', () => {
    const { widgetId: _id, label: _label, ...item } = asFound(emptied);
    expect(breachOf('dynamodb', emptied, { ...item, label: null }).rule).toBe('null-as-stored');
  });

  test('a number is no text', () => {
    expect(breachOf('s3', historyOf(CREATE), { ...created, size: 7 }).rule).toBe('values-are-text');
  });

  test('an attribute that is null should not be there', () => {
    const history = historyOf(CREATE, { type: 'update', attributes: { color: '' } });
    expect(breachOf('s3', history, asFound(history, { color: null })).rule).toBe('null-as-stored');
  });
});

describe('a widget that is missing or too many is told with the rule', () => {
  test('a create that is lost', () => {
    expect(breachOf('s3', historyOf(CREATE, RENAME), undefined)).toMatchObject({
      ...{ rule: 'create-stores-all', cause: 1, suspect: undefined },
    });
  });

  test("another owner's delete that removed it", () => {
    const history = historyOf(CREATE, { type: 'delete', owner: JOHN });
    expect(breachOf('s3', history, undefined)).toMatchObject({
      ...{ rule: 'delete-other-owner-changes-nothing', cause: 1, suspect: 2 },
    });
  });

  test('a delete that is ignored', () => {
    expect(breachOf('s3', historyOf(CREATE, { type: 'delete' }), created)).toMatchObject({
      ...{ rule: 'delete-removes', cause: 2 },
    });
  });

  test('a create that came back after the delete, without the update between', () => {
    const history = historyOf(CREATE, RENAME, { type: 'delete' });
    expect(breachOf('s3', history, created)).toMatchObject({ rule: 'order-of-stamps', cause: 3, suspect: 1 });
  });

  test('an update that made a widget', () => {
    const found = asFound(historyOf({ ...RENAME, type: 'create' }));
    expect(breachOf('s3', historyOf(RENAME), found)).toMatchObject({
      rule: 'update-missing-changes-nothing',
      cause: 1,
    });
  });

  test('one that nobody asked for', () => {
    expect(breachOf('s3', [], created)).toMatchObject({ rule: 'only-what-was-asked', cause: undefined });
  });
});

const anyRequest = fc.record({
  type: fc.constantFrom('create' as const, 'update' as const, 'update' as const, 'delete' as const),
  requestId: fc.constantFrom('a', 'b', 'c', 'd'),
  owner: fc.constantFrom(MARY, MARY, MARY, JOHN),
  label: fc.constantFrom(undefined, '', 'L', 'M'),
  description: fc.constantFrom(undefined, '', 'D'),
  attributes: fc.dictionary(fc.constantFrom('color', 'size'), fc.constantFrom('', 'red', 'blue'), {
    noNullPrototype: true,
  }),
});
const anyHistory = fc.array(anyRequest, { minLength: 1, maxLength: 8 }).map((all) => historyOf(...all));

test('whoever breaks one rule at every request is told that rule, or another whose breach leaves the same', () => {
  const seen = new Map<Rule, number>();
  fc.assert(
    fc.property(anyHistory, fc.constantFrom(...MISTAKES), (history, { rule, step }) => {
      const right = applyAll(history);
      const left = history.reduce(step, undefined);
      if (isSame(right, left)) return;
      const found = left && storedProperties(left, 's3');
      const expected = right && storedProperties(right, 's3');
      const property = expected && found && firstDifference(expected, found);
      const breach = findBreach({
        ...{ kind: 's3' as const, history, found, property },
        expected: property === undefined ? undefined : expected?.get(property),
      });
      expect(breach.isReplayed).toBe(true);
      if (breach.rule === rule) seen.set(rule, (seen.get(rule) ?? 0) + 1);
      else
        expect(
          [...outcomesOf(history)].some((one) => one.rule === breach.rule && isSame(one.end, left)),
        ).toBe(true);
    }),
    { numRuns: 2000, seed: 7 },
  );
  // Every rule that can be broken is told by its own name at least now and then.
  expect([...new Set(MISTAKES.map((one) => one.rule))].filter((rule) => !seen.has(rule))).toEqual([]);
});

test('a step that is right is what the contract says, for this place alone', () => {
  const [create] = historyOf(CREATE);
  expect(rightStep(undefined, { ...create!, isHere: false })).toBeUndefined();
});
