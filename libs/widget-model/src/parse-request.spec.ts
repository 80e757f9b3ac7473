import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseRequest } from './parse-request';
import { aRequest, wireRequest } from './testing/requests';
import { MAX_REQUEST_BYTES, requestToJson, RESERVED_ATTRIBUTE_NAMES } from './widget-request';

const parse = (fields: Readonly<Record<string, unknown>>) =>
  parseRequest(JSON.stringify(wireRequest(fields)));
const without = (field: string) => parse({ [field]: undefined });
const refusal = (reason: string) => ({ ok: false, reason });
const accepted = (fields: Parameters<typeof aRequest>[0]) => ({ ok: true, value: aRequest(fields) });
const withAttributes = (...otherAttributes: unknown[]) => parse({ otherAttributes });

const MIXED_TYPES =
  'type must be create, update or delete (or WidgetCreateRequest, WidgetUpdateRequest, WidgetDeleteRequest)';
const HALF = '\ud83d';

describe('type', () => {
  test.each(['create', 'update', 'delete'] as const)('%s is read', (type) => {
    expect(parse({ type })).toEqual(accepted({ type }));
  });

  test.each([
    ['WidgetCreateRequest', 'create'],
    ['WidgetUpdateRequest', 'update'],
    ['WidgetDeleteRequest', 'delete'],
  ] as const)('%s is read as %s, which is what is written', (long, short) => {
    const read = parse({ type: long });
    expect(read).toEqual(accepted({ type: short }));
    expect(read.ok && JSON.parse(requestToJson(read.value))).toMatchObject({ type: short });
  });

  test.each([
    'Create',
    'CREATE',
    ' create',
    'create\n',
    '',
    'toString',
    '__proto__',
    'constructor',
    null,
    1,
    {},
  ])('%j is refused', (type) => {
    expect(parse({ type })).toEqual(refusal(MIXED_TYPES));
  });

  test('is required', () => {
    expect(without('type')).toEqual(refusal(MIXED_TYPES));
  });
});

describe.each(['requestId', 'widgetId'])('%s', (field) => {
  test('is required, and a string', () => {
    const reason = refusal(`${field} is required and must be a string`);
    expect(without(field)).toEqual(reason);
    for (const value of [null, 1, true, [], {}]) expect(parse({ [field]: value })).toEqual(reason);
  });

  test('is not empty', () => {
    expect(parse({ [field]: '' })).toEqual(refusal(`${field} must not be empty`));
  });

  test.each([' ', '..', 'a/b', '\u0000', 'é', '😀', 'x'.repeat(5000)])('may be %j', (value) => {
    expect(parse({ [field]: value })).toEqual(accepted({ [field]: value }));
  });

  test('has no half character', () => {
    expect(parse({ [field]: `a${HALF}` })).toEqual(refusal(`${field} holds half a Unicode character`));
  });
});

describe('owner', () => {
  test.each(['Mary Matthews', 'z', 'A', ' a', 'a ', '  a  b  '])('%j is read as it is', (owner) => {
    expect(parse({ owner })).toEqual(accepted({ owner }));
  });

  test.each([
    '',
    ' ',
    '   ',
    'Mary1',
    'Mary-Ann',
    'Mary\n',
    '\nMary',
    'Mary\tM',
    'Zoë',
    '../x',
    'a/b',
    'a.b',
    'a\u00a0b',
  ])('%j is refused: letters A-Z, a-z and spaces only, at least one letter', (owner) => {
    expect(parse({ owner })).toEqual(
      refusal('owner must be letters A-Z, a-z and spaces, with at least one letter'),
    );
  });

  test('is required, and a string', () => {
    const reason = refusal('owner is required and must be a string');
    expect(without('owner')).toEqual(reason);
    for (const owner of [null, 1, ['Mary']]) expect(parse({ owner })).toEqual(reason);
  });

  test('that is long and nearly right is refused at once', () => {
    const parsed = parse({ owner: `${' '.repeat(250_000)}${'a '.repeat(250_000)}!` });
    expect(parsed).toMatchObject({ ok: false });
  });
});

describe.each(['label', 'description'])('%s', (field) => {
  test('is optional, and null is absent', () => {
    expect(without(field)).toEqual(accepted({}));
    expect(parse({ [field]: null })).toEqual(accepted({}));
  });

  test('may be the empty string, which is a value of its own', () => {
    expect(parse({ [field]: '' })).toEqual(accepted({ [field]: '' }));
  });

  test('is a string', () => {
    for (const value of [0, false, [], {}]) {
      expect(parse({ [field]: value })).toEqual(refusal(`${field} must be a string`));
    }
  });

  test('has no half character, and whole ones of any kind', () => {
    expect(parse({ [field]: `${HALF}x` })).toEqual(refusal(`${field} holds half a Unicode character`));
    expect(parse({ [field]: '😀\u0000\uffff' })).toEqual(accepted({ [field]: '😀\u0000\uffff' }));
  });
});

describe('otherAttributes', () => {
  const attributes = (...entries: [string, string][]) => accepted({ otherAttributes: new Map(entries) });

  test('are optional, null is absent, and none are as good as absent', () => {
    expect(without('otherAttributes')).toEqual(accepted({}));
    expect(parse({ otherAttributes: null })).toEqual(accepted({}));
    expect(withAttributes()).toEqual(accepted({}));
  });

  test('are names with values, the empty string among them', () => {
    expect(withAttributes({ name: 'color', value: 'red' }, { name: 'note', value: '' })).toEqual(
      attributes(['color', 'red'], ['note', '']),
    );
  });

  test('with a null value, or none, are absent', () => {
    expect(withAttributes({ name: 'color', value: null }, { name: 'size' })).toEqual(attributes());
  });

  test('of one name: the last counts', () => {
    expect(
      withAttributes({ name: 'a', value: '1' }, { name: 'b', value: '2' }, { name: 'a', value: '3' }),
    ).toEqual(attributes(['a', '3'], ['b', '2']));
  });

  test('of one name: the last counts also when it is null, and when a null came before it', () => {
    expect(withAttributes({ name: 'a', value: '1' }, { name: 'a', value: null })).toEqual(attributes());
    expect(withAttributes({ name: 'a', value: null }, { name: 'a', value: '1' })).toEqual(
      attributes(['a', '1']),
    );
  });

  test('are an array of objects', () => {
    for (const value of ['x', 'x'.repeat(101), 1, {}, { name: 'a', value: 'b' }]) {
      expect(parse({ otherAttributes: value })).toEqual(
        refusal('otherAttributes must be an array of {name, value}'),
      );
    }
    expect(withAttributes({ name: 'a', value: '1' }, null)).toEqual(
      refusal('otherAttributes[1] must be an object with a name and a value'),
    );
    expect(withAttributes(['a', '1'])).toMatchObject({ ok: false });
  });

  test('are at most 100, counted before those of one name are made one', () => {
    const entries = (count: number) => Array.from({ length: count }, () => ({ name: 'a', value: '1' }));
    expect(withAttributes(...entries(100))).toEqual(attributes(['a', '1']));
    expect(withAttributes(...entries(101))).toEqual(refusal('otherAttributes must have at most 100 entries'));
  });

  test('by the ten thousand give a reason of one line', () => {
    const parsed = withAttributes(...Array.from({ length: 50_000 }, () => null));
    expect(parsed.ok ? '' : parsed.reason.length).toBeLessThan(20_000);
  });

  test('have names of 1 to 255 bytes of UTF-8', () => {
    const tooLong = refusal('otherAttributes[0].name must be at most 255 bytes');
    const named = (name: unknown) => withAttributes({ name, value: 'v' });
    expect(named('')).toEqual(refusal('otherAttributes[0].name must not be empty'));
    expect(named('a')).toEqual(attributes(['a', 'v']));
    expect(named('a'.repeat(255))).toEqual(attributes(['a'.repeat(255), 'v']));
    expect(named('a'.repeat(256))).toEqual(tooLong);
    expect(named('é'.repeat(127))).toEqual(attributes(['é'.repeat(127), 'v']));
    expect(named('é'.repeat(128))).toEqual(tooLong);
    expect(named('😀'.repeat(64))).toEqual(tooLong);
  });

  test('have names that are strings of whole characters', () => {
    const reason = refusal('otherAttributes[0].name is required and must be a string');
    for (const name of [undefined, null, 1]) expect(withAttributes({ name, value: 'v' })).toEqual(reason);
    expect(withAttributes({ name: HALF, value: 'v' })).toEqual(
      refusal('otherAttributes[0].name holds half a Unicode character'),
    );
  });

  test('have values that are strings of whole characters', () => {
    for (const value of [1, false, {}, []]) {
      expect(withAttributes({ name: 'a', value })).toEqual(
        refusal('otherAttributes[0].value must be a string'),
      );
    }
    expect(withAttributes({ name: 'a', value: HALF })).toEqual(
      refusal('otherAttributes[0].value holds half a Unicode character'),
    );
  });

  test.each(['id', 'widgetId', 'widget_id', 'owner', 'label', 'description', 'requestId', '_order'])(
    'named %s are refused, also with the value null',
    (name) => {
      const reason = refusal(
        `otherAttributes[0].name must not be one of ${RESERVED_ATTRIBUTE_NAMES.join(', ')}`,
      );
      expect(withAttributes({ name, value: 'x' })).toEqual(reason);
      expect(withAttributes({ name, value: null })).toEqual(reason);
    },
  );

  test.each(['ID', 'Owner', 'owner ', 'id\n', 'label2', '_orders', 'xid', '.owner', 'type'])(
    'named %j are like any other: only the very name is reserved',
    (name) => {
      expect(withAttributes({ name, value: 'x' })).toEqual(attributes([name, 'x']));
    },
  );

  test.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString'])(
    'named %s are like any other, and change no prototype',
    (name) => {
      const parsed = withAttributes({ name, value: 'x' });
      expect(parsed).toEqual(attributes([name, 'x']));
      expect(parsed.ok && parsed.value.otherAttributes.get(name)).toBe('x');
      expect(Object.hasOwn(Object.prototype, 'value')).toBe(false);
    },
  );
});

describe('a request as a whole', () => {
  test('may have fields that nobody knows, which are ignored', () => {
    expect(parse({ color: 'red', price: 1, nested: { owner: 'Eve' }, widget_id: 'other' })).toEqual(
      accepted({}),
    );
  });

  test('takes nothing from a field named __proto__', () => {
    const json = JSON.stringify(wireRequest()).replace('{', '{"__proto__":{"label":"evil","type":"delete"},');
    expect(parseRequest(json)).toEqual(accepted({}));
  });

  test('is told every rule that it breaks', () => {
    expect(parse({ requestId: '', owner: 'Mary1', label: 5 })).toEqual(
      refusal(
        [
          'requestId must not be empty',
          'owner must be letters A-Z, a-z and spaces, with at least one letter',
          'label must be a string',
        ].join('; '),
      ),
    );
  });

  test.each(['null', '[]', '"text"', '1', 'true', `[${JSON.stringify(wireRequest())}]`])(
    'is an object, not %s',
    (json) => {
      expect(parseRequest(json)).toEqual(refusal('the request must be a JSON object'));
    },
  );

  test.each(['{', "{'type':'create'}", 'create', '{}{}', '\u0000', ' '])('is JSON, not %j', (text) => {
    expect(parseRequest(text)).toEqual(refusal('the request is not JSON'));
  });

  test('that is empty is refused as that', () => {
    expect(parseRequest('')).toEqual(refusal('the request is empty'));
    expect(parseRequest(new Uint8Array())).toEqual(refusal('the request is empty'));
  });

  test('is read alike from text and from its bytes', () => {
    const json = JSON.stringify(wireRequest({ label: 'é😀' }));
    expect(parseRequest(Buffer.from(json))).toEqual(accepted({ label: 'é😀' }));
    expect(parseRequest(json)).toEqual(accepted({ label: 'é😀' }));
  });

  test('may begin with a byte order mark, as editors on Windows leave it', () => {
    expect(parseRequest(Buffer.from(`\ufeff${JSON.stringify(wireRequest())}`))).toEqual(accepted({}));
  });

  test('may nest as deep as its size allows', () => {
    const deep = `${'['.repeat(400_000)}${']'.repeat(400_000)}`;
    expect(parseRequest(deep)).toEqual(refusal('the request must be a JSON object'));
    const json = JSON.stringify(wireRequest({ extra: 0 })).replace('0}', `${deep}}`);
    expect(parseRequest(json)).toEqual(accepted({}));
    const label = JSON.stringify(wireRequest({ label: 0 })).replace('0}', `${deep}}`);
    expect(parseRequest(label)).toEqual(refusal('label must be a string'));
  });
});

describe('the size of a request', () => {
  const frame = JSON.stringify(wireRequest({ description: '' })).length;
  const ofBytes = (bytes: number) => JSON.stringify(wireRequest({ description: 'x'.repeat(bytes - frame) }));

  test('is at most 1 MiB', () => {
    const largest = ofBytes(1_048_576);
    expect(Buffer.byteLength(largest)).toBe(MAX_REQUEST_BYTES);
    expect(parseRequest(largest)).toMatchObject({ ok: true });
    expect(parseRequest(Buffer.from(largest))).toMatchObject({ ok: true });
    const tooLarge = refusal('the request is larger than 1048576 bytes');
    expect(parseRequest(ofBytes(1_048_577))).toEqual(tooLarge);
    expect(parseRequest(Buffer.from(ofBytes(1_048_577)))).toEqual(tooLarge);
  });

  test('is counted in bytes of UTF-8, not in characters', () => {
    const text = JSON.stringify(wireRequest({ description: 'é'.repeat(600_000) }));
    expect(text.length).toBeLessThan(MAX_REQUEST_BYTES);
    expect(parseRequest(text)).toEqual(refusal('the request is larger than 1048576 bytes'));
  });
});

describe('the encoding of a request', () => {
  const withRaw = (...raw: number[]) => {
    const [before, after] = JSON.stringify(wireRequest({ label: '#' })).split('#') as [string, string];
    return Buffer.concat([Buffer.from(before), Buffer.from(raw), Buffer.from(after)]);
  };

  test.each([
    ['a lone continuation byte', [0x80]],
    ['a character cut short', [0xe2, 0x82]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a code point beyond the last', [0xf4, 0x90, 0x80, 0x80]],
    ['Latin-1', [0xe9]],
  ])('is UTF-8, not %s', (_, bytes) => {
    expect(parseRequest(withRaw(...bytes))).toEqual(refusal('the request is not UTF-8'));
  });

  test('is not UTF-16', () => {
    expect(parseRequest(Buffer.from(JSON.stringify(wireRequest()), 'utf16le'))).toMatchObject({ ok: false });
  });

  test('of a text with half a character is refused, not repaired', () => {
    expect(parseRequest(`{"label":"${HALF}"}`)).toEqual(refusal('the request is not UTF-8'));
  });
});

describe('writing and reading', () => {
  const text = fc.string({ unit: 'binary' });
  const name = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 60 })
    .filter((value) => !RESERVED_ATTRIBUTE_NAMES.includes(value));
  const request = fc.record({
    type: fc.constantFrom('create' as const, 'update' as const, 'delete' as const),
    requestId: fc.string({ unit: 'binary', minLength: 1 }),
    widgetId: fc.string({ unit: 'binary', minLength: 1 }),
    owner: fc.stringMatching(/^ *[A-Za-z][A-Za-z ]*$/),
    label: fc.option(text, { nil: undefined }),
    description: fc.option(text, { nil: undefined }),
    otherAttributes: fc
      .uniqueArray(fc.tuple(name, text), { selector: ([key]) => key, maxLength: 100 })
      .map((entries) => new Map(entries)),
  });

  test('gives the same request', () => {
    fc.assert(
      fc.property(request, (written) => {
        expect(parseRequest(requestToJson(written))).toEqual({ ok: true, value: written });
      }),
    );
  });

  test('of anything gives a request or a reason, and never throws', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.uint8Array(),
      fc.json(),
      fc.anything({ withNullPrototype: true }).map((value) => JSON.stringify(wireRequest({ label: value }))),
      fc
        .record({ type: fc.anything(), widgetId: fc.anything(), otherAttributes: fc.array(fc.anything()) })
        .map((value) => JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? 0 : part))),
    );
    fc.assert(
      fc.property(anything, (body) => {
        const parsed = parseRequest(body);
        expect(parsed.ok ? 'reason' : parsed.reason).not.toBe('');
      }),
    );
  });
});
