import { SqsError } from './errors';
import type { Draft, MessageAttributes } from './message';
import { parseMessageAttributes, sizeOfAttributes } from './message-attributes';
import { type Params, requiredString } from './params';

/** What XML 1.0 allows, https://www.w3.org/TR/REC-xml/#charsets; with the u flag a lone surrogate matches nothing. */
const ALLOWED = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u;

/** The message in a send, checked but for its size. @throws SqsError */
export function parseDraft(params: Params): Draft {
  const draft = { body: requiredString(params, 'MessageBody'), attributes: parseMessageAttributes(params) };
  if (!ALLOWED.test(draft.body) || !attributesAllowed(draft.attributes)) {
    throw new SqsError('InvalidMessageContents', 'The message contains characters outside the allowed set.');
  }
  return draft;
}

/** In bytes, as SQS counts: body and attributes. */
export const sizeOfDraft = (draft: Draft): number =>
  Buffer.byteLength(draft.body) + sizeOfAttributes(draft.attributes);

/** @throws SqsError InvalidParameterValue */
export function checkSize(draft: Draft, limitBytes: number): void {
  if (sizeOfDraft(draft) > limitBytes) {
    throw new SqsError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${limitBytes} bytes.`,
    );
  }
}

const attributesAllowed = (attributes: MessageAttributes): boolean =>
  [...attributes.values()].every((attribute) => 'binary' in attribute || ALLOWED.test(attribute.text));
