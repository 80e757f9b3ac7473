import { type Answer, type Call, type EntryFault, headerOf } from '../http/call';
import type { Buckets } from './buckets';
import type { Address } from './address';

export type S3Request = {
  /** Empty where the action needs none; the router sees to it that the others have theirs. */
  bucket: string;
  key: string;
  query: URLSearchParams;
  header: (name: string) => string | undefined;
  /** Names and values of all headers with that prefix. */
  headersWith: (prefix: string) => [name: string, value: string][];
  body: Buffer;
};

export type S3Context = { buckets: Buckets; nowMs: number; entryFault?: EntryFault | undefined };

/** One API action: everything it does happens in one step, so concurrent calls cannot interleave. @throws S3Error */
export type S3Action = (request: S3Request, context: S3Context) => Answer;

export function toS3Request(call: Call, address: Address): S3Request {
  return {
    bucket: address.bucket ?? '',
    key: address.key ?? '',
    query: new URLSearchParams(call.query),
    header: (name) => headerOf(call, name),
    headersWith: (prefix) =>
      Object.keys(call.headers)
        .filter((name) => name.startsWith(prefix))
        .map((name) => [name, headerOf(call, name) ?? '']),
    body: call.body,
  };
}

/** The region that the client signed for; nobody checks the signature itself. */
export function signedRegion(request: S3Request): string {
  const scope = /Credential=[^/,]*\/\d{8}\/([a-z0-9-]+)\/s3\//.exec(request.header('authorization') ?? '');
  return scope?.[1] ?? 'us-east-1';
}

export const xml = (status: number, body: string): Answer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body,
});
