import { invalidParameter } from '../errors';
import { optionalInteger, optionalString } from '../params';
import { queueUrl, type SqsAction } from '../sqs-action';

const PAGE_LIMIT = 1000;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html */
export const listQueues: SqsAction = (params, context) => {
  const prefix = optionalString(params, 'QueueNamePrefix') ?? '';
  const maxResults = optionalInteger(params, 'MaxResults', [1, PAGE_LIMIT]);
  const after = decodeToken(optionalString(params, 'NextToken'));
  const names = context.queues.names().filter((name) => name.startsWith(prefix) && name > after);
  const page = names.slice(0, maxResults ?? PAGE_LIMIT);
  // Without MaxResults there is one page and no token, as the API reference says.
  const more = maxResults !== undefined && names.length > page.length;
  return {
    ...(page.length > 0 ? { QueueUrls: page.map((name) => queueUrl({ name }, context)) } : {}),
    ...(more ? { NextToken: encodeToken(page.at(-1) ?? '') } : {}),
  };
};

/** Opaque to clients: the last name of the page. */
const encodeToken = (name: string): string => Buffer.from(name).toString('base64url');

function decodeToken(token: string | undefined): string {
  if (token === undefined) return '';
  const name = Buffer.from(token, 'base64url').toString('utf8');
  if (encodeToken(name) !== token)
    throw invalidParameter('NextToken', token, 'Invalid or expired next token.');
  return name;
}
