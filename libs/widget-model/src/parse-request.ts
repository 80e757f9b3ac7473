import { failure, success, type Result } from './result';
import { fromWire, MAX_REQUEST_BYTES, widgetRequestSchema, type WidgetRequest } from './widget-request';

/** Reads a request from the bytes of an object or the text of a message; a reason tells every rule that it breaks. */
export function parseRequest(body: Uint8Array | string): Result<WidgetRequest> {
  const text = decode(body);
  if (!text.ok) return text;
  const json = parseJson(text.value);
  if (!json.ok) return json;
  const checked = widgetRequestSchema.safeParse(json.value);
  if (checked.success) return success(fromWire(checked.data));
  return failure(describe(checked.error.issues));
}

function decode(body: Uint8Array | string): Result<string> {
  if (typeof body === 'string' && !body.isWellFormed()) return failure('the request is not UTF-8');
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  if (bytes.length === 0) return failure('the request is empty');
  if (bytes.length > MAX_REQUEST_BYTES)
    return failure(`the request is larger than ${MAX_REQUEST_BYTES} bytes`);
  try {
    return success(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return failure('the request is not UTF-8');
  }
}

function parseJson(text: string): Result<unknown> {
  try {
    return success(JSON.parse(text));
  } catch {
    return failure('the request is not JSON');
  }
}

type Problem = { readonly path: readonly PropertyKey[]; readonly message: string };

/** `otherAttributes[2].name must not be empty`; of each place, the first rule that it breaks. */
function describe(problems: readonly Problem[]): string {
  const firstOfPlace = new Map<string, string>();
  for (const { path, message } of problems) {
    const place = placeOf(path);
    if (!firstOfPlace.has(place)) firstOfPlace.set(place, message);
  }
  return Array.from(firstOfPlace, ([place, message]) => `${place} ${message}`).join('; ');
}

function placeOf(path: readonly PropertyKey[]): string {
  const place = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return place.slice(1) || 'the request';
}
