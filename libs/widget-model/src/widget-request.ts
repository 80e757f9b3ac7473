import { z } from 'zod';

/** The largest request, in bytes of UTF-8: what one SQS message can carry. */
export const MAX_REQUEST_BYTES = 1024 * 1024;
const MAX_ATTRIBUTES = 100;
const MAX_NAME_BYTES = 255;

/** Names that would let an attribute rewrite a widget's identity or bookkeeping. */
export const RESERVED_ATTRIBUTE_NAMES: readonly string[] = [
  'id',
  'widgetId',
  'widget_id',
  'owner',
  'label',
  'description',
  'requestId',
  '_order',
];

export type RequestType = 'create' | 'update' | 'delete';
export const REQUEST_TYPES: readonly RequestType[] = ['create', 'update', 'delete'];

/**
 * A request to change one widget, checked. What the sender left out or set to null is `undefined` (label, description)
 * or not in the map (other attributes); `""` is a value of its own.
 */
export type WidgetRequest = {
  readonly type: RequestType;
  /** Not unique in practice: the deletes of the courses' producer share their create's. */
  readonly requestId: string;
  readonly widgetId: string;
  readonly owner: string;
  readonly label: string | undefined;
  readonly description: string | undefined;
  readonly otherAttributes: ReadonlyMap<string, string>;
};

const text = z
  .string('must be a string')
  .refine((value) => value.isWellFormed(), 'holds half a Unicode character');
const nonEmpty = z
  .string('is required and must be a string')
  .min(1, 'must not be empty')
  .refine((value) => value.isWellFormed(), 'holds half a Unicode character');

const attributeName = nonEmpty
  .max(MAX_NAME_BYTES, `must be at most ${MAX_NAME_BYTES} bytes`)
  .regex(
    new RegExp(`^(?!(?:${RESERVED_ATTRIBUTE_NAMES.join('|')})$)`),
    `must not be one of ${RESERVED_ATTRIBUTE_NAMES.join(', ')}`,
  )
  .refine(
    (name) => new TextEncoder().encode(name).length <= MAX_NAME_BYTES,
    `must be at most ${MAX_NAME_BYTES} bytes`,
  );

const typeWords = {
  create: 'create',
  update: 'update',
  delete: 'delete',
  WidgetCreateRequest: 'create',
  WidgetUpdateRequest: 'update',
  WidgetDeleteRequest: 'delete',
} as const satisfies Record<string, RequestType>;

/** The wire form of a request: what a request object or an inline message holds. */
export const widgetRequestSchema = z
  .object(
    {
      type: z.enum(
        Object.keys(typeWords) as (keyof typeof typeWords)[],
        'must be create, update or delete (or WidgetCreateRequest, WidgetUpdateRequest, WidgetDeleteRequest)',
      ),
      requestId: nonEmpty,
      widgetId: nonEmpty,
      owner: z
        .string('is required and must be a string')
        .regex(/^ *[A-Za-z][A-Za-z ]*$/, 'must be letters A-Z, a-z and spaces, with at least one letter'),
      label: text.nullish(),
      description: text.nullish(),
      otherAttributes: z
        .array(
          z.object(
            { name: attributeName, value: text.nullish() },
            'must be an object with a name and a value',
          ),
          'must be an array of {name, value}',
        )
        .max(MAX_ATTRIBUTES, `must have at most ${MAX_ATTRIBUTES} entries`)
        .nullish(),
    },
    'must be a JSON object',
  )
  .describe('A request to create, update or delete one widget.');

type WireRequest = z.infer<typeof widgetRequestSchema>;

/** A wire request whose form is right, in the project's own words. */
export function fromWire(wire: WireRequest): WidgetRequest {
  return {
    type: typeWords[wire.type],
    requestId: wire.requestId,
    widgetId: wire.widgetId,
    owner: wire.owner,
    label: wire.label ?? undefined,
    description: wire.description ?? undefined,
    otherAttributes: lastOfEachName(wire.otherAttributes ?? []),
  };
}

/** Of entries with one name the last counts, also when the last one is null. */
function lastOfEachName(entries: NonNullable<WireRequest['otherAttributes']>): Map<string, string> {
  const last = new Map<string, string>();
  for (const { name, value } of entries) {
    if (value === null || value === undefined) last.delete(name);
    else last.set(name, value);
  }
  return last;
}

/** The JSON text of a request, in the order and with the short type words that producers of the courses use. */
export function requestToJson(request: WidgetRequest): string {
  const { type, requestId, widgetId, owner, label, description, otherAttributes } = request;
  const attributes = Array.from(otherAttributes, ([name, value]) => ({ name, value }));
  return JSON.stringify({
    type,
    requestId,
    widgetId,
    owner,
    label,
    description,
    otherAttributes: attributes.length > 0 ? attributes : undefined,
  });
}
