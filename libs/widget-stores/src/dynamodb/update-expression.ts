import type { AttributeValue, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { PatchRead, PatchUnread, Properties } from '@widgets/widget-model';
import { unchanged, type Condition } from './conditions';
import { encodeOrder } from './order-attribute';
import type { Item } from './widget-item';

type Update = Condition & Pick<UpdateItemCommandInput, 'UpdateExpression'>;

/**
 * The parts of an update, gathered under placeholders: no name or value of a stranger is part of an expression. Short
 * ones, and no spaces, as 100 attributes must fit into DynamoDB's 4 KB for an expression.
 */
type Parts = {
  readonly set: string[];
  readonly remove: string[];
  readonly names: Record<string, string>;
  readonly values: Record<string, AttributeValue>;
};

/** One conditional update without reading: the owner's widget exists, and has seen nothing as new as the stamp. */
export function updateUnread({ owner, properties, stamp }: PatchUnread, keyName: string): Update {
  const parts = propertyParts(owner, properties);
  const condition = 'attribute_exists(#key) AND #owner = :owner';
  Object.assign(parts.names, { '#key': keyName, '#o': '_order' });
  if (stamp === undefined) {
    parts.remove.push('#o');
    return update(parts, condition);
  }
  Object.assign(parts.names, { '#n': 'newest', '#r': 'revision' });
  Object.assign(parts.values, { ':s': { S: stamp }, ':one': { N: '1' } });
  parts.set.push('#o.#n=:s', '#o.#r=#o.#r+:one');
  if (properties.size > 0) parts.names['#c'] = 'changed';
  for (let at = 0; at < properties.size; at += 1) parts.set.push(`#o.#c.#p${at}=:s`);
  return update(parts, `${condition} AND #o.#n < :s`);
}

/** One conditional update of a widget that is as it was read. */
export function updateRead({ owner, properties, order }: PatchRead, seen: Item | undefined): Update {
  const parts = propertyParts(owner, properties);
  parts.names['#o'] = '_order';
  if (order === undefined) {
    parts.remove.push('#o');
  } else {
    parts.values[':order'] = encodeOrder(order);
    parts.set.push('#o=:order');
  }
  const condition = unchanged(seen);
  Object.assign(parts.names, condition.ExpressionAttributeNames);
  Object.assign(parts.values, condition.ExpressionAttributeValues);
  return update(parts, condition.ConditionExpression);
}

/** What is null is removed, all else is set. Setting the owner to itself keeps an update that names nothing valid. */
function propertyParts(owner: string, properties: Properties): Parts {
  const parts: Parts = {
    set: ['#owner=:owner'],
    remove: [],
    names: { '#owner': 'owner' },
    values: { ':owner': { S: owner } },
  };
  for (const [at, [name, value]] of [...properties].entries()) {
    parts.names[`#p${at}`] = name;
    if (value === null) {
      parts.remove.push(`#p${at}`);
    } else {
      parts.values[`:p${at}`] = { S: value };
      parts.set.push(`#p${at}=:p${at}`);
    }
  }
  return parts;
}

const update = ({ set, remove, names, values }: Parts, condition: string): Update => ({
  UpdateExpression: `SET ${set.join(',')}${remove.length > 0 ? ` REMOVE ${remove.join(',')}` : ''}`,
  ConditionExpression: condition,
  ExpressionAttributeNames: names,
  ExpressionAttributeValues: values,
});
