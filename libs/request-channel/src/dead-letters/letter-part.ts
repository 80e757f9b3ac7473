import type { S3Client } from '@aws-sdk/client-s3';
import { readMessageBody, type MessagePart, type Pointer } from '@widgets/widget-model';
import { CannotContinue } from '@widgets/widget-pipeline';
import { fetchRequest } from '../fetch/fetch-request';

/** One thing that a letter asks for, as far as it can be shown. */
export type LetterPart =
  | { readonly kind: 'request'; readonly text: string; readonly object: Pointer | undefined }
  /** The object that it points to is not there any more. */
  | { readonly kind: 'gone'; readonly object: Pointer }
  | { readonly kind: 'unread'; readonly object: string; readonly reason: string }
  /** It asks for nothing, or for nothing that anybody understands. */
  | { readonly kind: 'none'; readonly reason: string };

export type Fetching = {
  readonly s3: S3Client;
  /** The only buckets that are looked into. */
  readonly requestBuckets: readonly string[];
};

/** What a letter's body asks for, with the objects that it points to. */
export const readLetterParts = (body: string, fetching: Fetching): Promise<readonly LetterPart[]> =>
  Promise.all(readMessageBody(body).parts.map((part) => fetchPart(part, fetching)));

export async function fetchPart(part: MessagePart, fetching: Fetching): Promise<LetterPart> {
  switch (part.kind) {
    case 'inline':
      return { kind: 'request', text: part.request, object: undefined };
    case 'nothing':
    case 'invalid':
      return { kind: 'none', reason: part.reason };
    case 'pointer':
      return fetchNamed(part.pointer, fetching);
    case 'bare-key':
      return fetchBareKey(part.key, fetching);
  }
}

async function fetchBareKey(key: string, fetching: Fetching): Promise<LetterPart> {
  const [bucket, ...others] = fetching.requestBuckets;
  if (bucket !== undefined && others.length === 0) return fetchNamed({ bucket, key }, fetching);
  return {
    kind: 'unread',
    object: key,
    reason: 'a bare key is looked for when one bucket is named with -rb',
  };
}

async function fetchNamed(object: Pointer, { s3, requestBuckets }: Fetching): Promise<LetterPart> {
  const name = `${object.bucket}/${object.key}`;
  if (!requestBuckets.includes(object.bucket))
    return { kind: 'unread', object: name, reason: `only buckets that -rb names are looked into` };
  try {
    const fetched = await fetchRequest(s3, object, new AbortController().signal);
    switch (fetched.kind) {
      case 'bytes':
        return { kind: 'request', text: Buffer.from(fetched.bytes).toString(), object };
      case 'gone':
        return { kind: 'gone', object };
      case 'too-large':
        return { kind: 'unread', object: name, reason: 'it is larger than 1 MiB' };
      case 'forbidden':
        return { kind: 'unread', object: name, reason: fetched.reason };
    }
  } catch (error) {
    if (!(error instanceof CannotContinue)) throw error;
    return { kind: 'unread', object: name, reason: error.message };
  }
}
