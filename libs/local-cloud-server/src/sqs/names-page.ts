import { invalidParameter } from './errors';

const PAGE_LIMIT = 1000;

/** What a caller says of the page that it wants. */
export type PageRequest = { readonly after: string | undefined; readonly maxResults: number | undefined };

export type NamesPage = { readonly page: readonly string[]; readonly next: { readonly NextToken?: string } };

/**
 * A page of sorted names of queues. Without a number there is one page and no token, as the API reference of ListQueues
 * says. @throws SqsError InvalidParameterValue
 */
export function namesPage(all: readonly string[], { after, maxResults }: PageRequest): NamesPage {
  const last = decodeToken(after);
  const names = all.filter((name) => name > last);
  const page = names.slice(0, maxResults ?? PAGE_LIMIT);
  const more = maxResults !== undefined && names.length > page.length;
  return { page, next: more ? { NextToken: encodeToken(page.at(-1) ?? '') } : {} };
}

/** Opaque to clients: the last name of the page. */
const encodeToken = (name: string): string => Buffer.from(name).toString('base64url');

function decodeToken(token: string | undefined): string {
  if (token === undefined) return '';
  const name = Buffer.from(token, 'base64url').toString('utf8');
  if (encodeToken(name) !== token)
    throw invalidParameter('NextToken', token, 'Invalid or expired next token.');
  return name;
}
