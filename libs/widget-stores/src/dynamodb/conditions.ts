import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item } from './widget-item';

/** A condition of a write, with what its placeholders stand for. */
export type Condition = {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, AttributeValue>;
};

/** There is no widget. */
export const absent = (keyName: string): Condition => ({
  ConditionExpression: 'attribute_not_exists(#key)',
  ExpressionAttributeNames: { '#key': keyName },
});

/**
 * The widget is as it was read: of the same owner, made by the same create, and not revised since. One without
 * bookkeeping is told by the id of the request that created it.
 */
export function unchanged(
  seen: Item = {},
): Condition & Required<Pick<Condition, 'ExpressionAttributeValues'>> {
  const { owner = { S: '' }, requestId, _order: order } = seen;
  const names = { '#owner': 'owner', '#o': '_order' };
  const { created, revision } = order?.M ?? {};
  if (created !== undefined && revision !== undefined) {
    return {
      ConditionExpression: '#owner = :seenOwner AND #o.#created = :seenCreated AND #o.#r = :seenRevision',
      ExpressionAttributeNames: { ...names, '#created': 'created', '#r': 'revision' },
      ExpressionAttributeValues: { ':seenOwner': owner, ':seenCreated': created, ':seenRevision': revision },
    };
  }
  const madeBy = requestId === undefined ? 'attribute_not_exists(#requestId)' : '#requestId = :seenRequestId';
  return {
    ConditionExpression: `#owner = :seenOwner AND attribute_not_exists(#o.#created) AND ${madeBy}`,
    ExpressionAttributeNames: { ...names, '#created': 'created', '#requestId': 'requestId' },
    ExpressionAttributeValues: {
      ':seenOwner': owner,
      ...(requestId === undefined ? {} : { ':seenRequestId': requestId }),
    },
  };
}
