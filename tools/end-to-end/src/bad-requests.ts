import { RESERVED_ATTRIBUTE_NAMES } from '@widgets/widget-model';
import fc from 'fast-check';

/** What breaks a rule of requests for certain, whatever store it is meant for, and the rule that it breaks. */
export type BadRequest = { readonly rule: string; readonly bytes: Uint8Array };

type Fields = Readonly<Record<string, unknown>>;
/** One thing that is wrong with a request that is right otherwise. */
type Flaw = { readonly rule: string; readonly change: (fields: Fields) => Fields };

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const json = (value: unknown): Uint8Array => text(JSON.stringify(value));

/** A request that keeps every rule, for one of these widgets. It is what is spoiled. */
function rightRequest(widgets: readonly { widgetId: string; owner: string }[]): fc.Arbitrary<Fields> {
  return fc
    .record({
      type: fc.constantFrom('create', 'update', 'delete'),
      widget: fc.constantFrom(...widgets),
      label: fc.constantFrom('', 'BAD', null),
      number: fc.nat(),
    })
    .map(({ type, widget, label, number }) => ({
      ...{ type, requestId: `bad-${number}`, ...widget, label, description: 'BAD' },
      otherAttributes: [{ name: 'color', value: 'bad' }],
    }));
}

const notText: fc.Arbitrary<unknown> = fc.oneof(
  fc.integer(),
  fc.boolean(),
  fc.constantFrom([], {}, ['create'], { toString: 'create' }, Number.MAX_VALUE),
);
const halfCharacter = fc.constantFrom('\ud800', 'a\udc00b');
const without = (fields: Fields, name: string): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));

const set = (name: string, values: fc.Arbitrary<unknown>, rule: string): fc.Arbitrary<Flaw> =>
  values.map((value) => ({ rule: `${name}: ${rule}`, change: (fields) => ({ ...fields, [name]: value }) }));
const attribute = (entries: fc.Arbitrary<unknown>, rule: string): fc.Arbitrary<Flaw> =>
  set(
    'otherAttributes',
    entries.map((entry) => [{ name: 'color', value: 'bad' }, entry]),
    rule,
  );

const required = fc.constantFrom('type', 'requestId', 'widgetId', 'owner');
const FLAWS: fc.Arbitrary<Flaw> = fc.oneof(
  required.map((name): Flaw => ({ rule: `${name}: missing`, change: (fields) => without(fields, name) })),
  required.chain((name) => set(name, fc.oneof(notText, fc.constantFrom(null, '')), 'no text')),
  set(
    'type',
    fc.constantFrom('Create', 'upsert', ' create', 'create ', '__proto__', 'constructor', 'toString'),
    'no type',
  ),
  set(
    'owner',
    fc.constantFrom(
      '   ',
      'R2D2',
      'Mary/../Sue',
      'Zoë Ünal',
      'Sue\nSmith',
      '__proto__',
      'a.b',
      '玛丽',
      'x'.repeat(50) + '!',
    ),
    'no letters and spaces',
  ),
  fc
    .constantFrom('requestId', 'widgetId', 'label', 'description')
    .chain((name) => set(name, halfCharacter, 'half a character')),
  fc.constantFrom('label', 'description').chain((name) => set(name, notText, 'no text')),
  set('widgetId', fc.constantFrom('w'.repeat(3_000), 'ü'.repeat(3_000)), 'no store can take it'),
  set(
    'otherAttributes',
    fc.oneof(fc.integer(), fc.boolean(), fc.constantFrom('text', {}, { length: 1 })),
    'no list',
  ),
  set(
    'otherAttributes',
    fc.constant(Array.from({ length: 101 }, (_, at) => ({ name: `n${at}`, value: 'v' }))),
    'too many',
  ),
  attribute(fc.oneof(fc.integer(), fc.boolean(), fc.constantFrom(null, 'text', [], {})), 'no entry'),
  attribute(
    fc
      .oneof(
        notText,
        fc.constantFrom(null, '', 'n'.repeat(256), 'ü'.repeat(128), ...RESERVED_ATTRIBUTE_NAMES),
      )
      .map((name) => ({ name, value: 'v' })),
    'no name',
  ),
  attribute(
    notText.map((value) => ({ name: 'size', value })),
    'no value',
  ),
  attribute(
    halfCharacter.map((value) => ({ name: 'note', value })),
    'half a character',
  ),
);

const nested = (open: string, close: string) =>
  fc.integer({ min: 1_000, max: 20_000 }).map((depth) => open.repeat(depth) + close.repeat(depth));

/** Text that is no request at all. @param fields of one that is right */
function ruins(fields: Fields): fc.Arbitrary<BadRequest> {
  const whole = JSON.stringify(fields);
  return fc.oneof(
    fc
      .integer({ min: 1, max: whole.length - 1 })
      .map((end) => ({ rule: 'cut off', bytes: text(whole.slice(0, end)) })),
    fc.constantFrom('x', '}', ',{}').map((rest) => ({ rule: 'no JSON', bytes: text(whole + rest) })),
    nested('[', ']').map((deep) => ({ rule: 'deep', bytes: text(deep) })),
    nested('{"a":', '}').map((deep) => ({ rule: 'deep', bytes: text(deep.replace('"a":}', '"a":1}')) })),
    nested('[', ']').map((deep) => ({
      rule: 'deep attributes',
      bytes: text(`${whole.slice(0, -1)},"otherAttributes":${deep}}`),
    })),
    fc.constantFrom<unknown>([fields], { request: fields }, true, 7, { type: fields }).map((value) => ({
      rule: 'no request',
      bytes: json(value),
    })),
    fc.constant({ rule: 'hidden in __proto__', bytes: text(`{"type":"create","__proto__":${whole}}`) }),
  );
}

/** Bytes that only an object can hold. */
function objectRuins(fields: Fields): fc.Arbitrary<BadRequest> {
  const whole = json(fields);
  return fc.oneof(
    fc.constant({ rule: 'empty', bytes: new Uint8Array() }),
    fc.constant({ rule: 'blank', bytes: text('   ') }),
    fc.constantFrom(0xff, 0xc0, 0x80).map((byte) => ({
      rule: 'no UTF-8',
      bytes: Uint8Array.from([...whole.slice(0, 20), byte, ...whole.slice(20)]),
    })),
    fc.constant({ rule: 'huge', bytes: text(JSON.stringify(fields).padEnd(1024 * 1024 + 1)) }),
  );
}

/** Requests that must be refused, in a text (`body`) or in an object. */
export function badRequests(
  widgets: readonly { widgetId: string; owner: string }[],
  place: 'body' | 'object',
): fc.Arbitrary<BadRequest> {
  const flawed = fc
    .tuple(rightRequest(widgets), FLAWS)
    .map(([fields, { rule, change }]) => ({ rule, bytes: json(change(fields)) }));
  const ruined = rightRequest(widgets).chain((fields) =>
    place === 'object' ? fc.oneof(ruins(fields), objectRuins(fields)) : ruins(fields),
  );
  return fc.oneof({ weight: 3, arbitrary: flawed }, { weight: 2, arbitrary: ruined });
}
