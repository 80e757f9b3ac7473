import type { Flaw, FoundWidget } from './found-widget';

export type StoredObject = {
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly contentType: string | undefined;
};

const FIELDS = ['widgetId', 'owner', 'label', 'description', 'requestId'];
/** `application/json`, with or without parameters. */
const JSON_TYPE = /^application\/json\s*(?:;|$)/i;

/** Reads an object under the widget prefix, strictly: each value stays what it is, and fields that are not there are not. */
export function readStoredObject({ key, bytes, contentType }: StoredObject): FoundWidget {
  const body = parseObject(bytes);
  if (body === undefined) {
    const shown = new TextDecoder().decode(bytes.subarray(0, 100));
    return { place: key, properties: new Map(), flaw: flaw('body', 'a JSON object', shown) };
  }
  const fields = FIELDS.filter((name) => Object.hasOwn(body, name)).map(
    (name) => [name, body[name]] as const,
  );
  const attributes = readAttributes(body['otherAttributes']);
  return {
    place: key,
    properties: new Map([...fields, ...(attributes ?? [])]),
    flaw:
      attributes === undefined
        ? flaw('otherAttributes', 'an array of {name, value}, each name once', body['otherAttributes'])
        : JSON_TYPE.test(contentType ?? '')
          ? undefined
          : flaw('content type', 'application/json', contentType),
  };
}

const flaw = (property: string, expected: string, found: unknown): Flaw => ({
  rule: 'widget-body',
  property,
  expected,
  found,
});

function parseObject(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** Undefined when they are not what they must be. */
function readAttributes(json: unknown): Map<string, unknown> | undefined {
  if (!Array.isArray(json)) return undefined;
  const attributes = new Map<string, unknown>();
  for (const entry of json as unknown[]) {
    if (!isObject(entry) || typeof entry['name'] !== 'string' || !Object.hasOwn(entry, 'value'))
      return undefined;
    const { name, value } = entry;
    if (attributes.has(name) || FIELDS.includes(name)) return undefined;
    attributes.set(name, value);
  }
  return attributes;
}
