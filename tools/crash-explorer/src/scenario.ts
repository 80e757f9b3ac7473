import type { OutgoingRequest } from '@widgets/request-channel';
import {
  createRequestKeys,
  generateRequests,
  parseMix,
  requestToJson,
  type WidgetRequest,
} from '@widgets/widget-model';

/** One request of a scenario, and what it is good for. */
export type Step = OutgoingRequest & {
  /** `applied`: it counts towards the widgets; `refused`: it must be found with the reason, and change nothing. */
  readonly fate: 'applied' | 'refused';
  readonly request: WidgetRequest | undefined;
  /** A queue gets its message twice. */
  readonly twice: boolean;
};

/** A step in words. */
export const nameOf = ({ request, key }: Step): string =>
  request === undefined ? `the invalid request ${key}` : `the ${request.type} ${key}`;

const GENERATED = 10;
const OWNER = 'Crash Test';
/** The key of a widget with this id is too long for S3 and for DynamoDB. */
const TOO_LONG_ID = 'x'.repeat(3000);

/**
 * A small run with every kind of request in it, in the order of production: some drawn from the seed, then one each of
 * what seldom happens. Ids are created once.
 */
export function scenario(seed: number, now: () => number): Step[] {
  const nextKey = createRequestKeys(now, '0badcafe');
  const steps = [...drawn(seed), ...rare()];
  return steps.map(({ text, lane, ...step }) => {
    const key = nextKey();
    return { ...step, bytes: Buffer.from(text), key, stamp: key, lane: lane ?? key };
  });
}

type Draft = Pick<Step, 'fate' | 'request' | 'twice'> & { readonly text: string; readonly lane?: string };

function drawn(seed: number): Draft[] {
  const mix = parseMix('4:4:2');
  if (!mix.ok) throw new Error(mix.reason);
  const stream = generateRequests(seed, mix.value);
  return Array.from({ length: GENERATED }, () => valid(stream.next().value));
}

function rare(): Draft[] {
  const create = requestOf('create', 'made', { label: 'first' });
  return [
    { ...valid(create), twice: true },
    valid(requestOf('update', 'made', { label: '', description: 'second' })),
    valid(requestOf('update', 'never made')),
    valid({ ...requestOf('create', 'made'), owner: 'crash test' }),
    { ...valid(requestOf('create', 'unmade')), twice: true },
    valid(requestOf('delete', 'unmade')),
    invalid('{"type":"create","requestId":"r","widgetId":"without an owner"}'),
    { ...valid(requestOf('create', TOO_LONG_ID)), fate: 'refused', lane: 'too long' },
    { ...invalid('no request at all'), twice: true },
  ];
}

const valid = (request: WidgetRequest): Draft => ({
  fate: 'applied',
  request,
  twice: false,
  text: requestToJson(request),
  lane: request.widgetId,
});

const invalid = (text: string): Draft => ({ fate: 'refused', request: undefined, twice: false, text });

function requestOf(
  type: WidgetRequest['type'],
  widgetId: string,
  more: Partial<WidgetRequest> = {},
): WidgetRequest {
  return {
    ...{ type, requestId: `${type} ${widgetId.slice(0, 40)}`, widgetId, owner: OWNER },
    ...{ label: undefined, description: undefined, otherAttributes: new Map() },
    ...more,
  };
}
