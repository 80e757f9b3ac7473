import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { Change } from '@widgets/widget-model';

type Update = Pick<
  UpdateItemCommandInput,
  'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** One conditional update for a patch: the owner's widget exists, what is null is removed, all else is set. */
export function updateExpression({ owner, properties }: Change & { kind: 'patch' }, keyName: string): Update {
  const names: Record<string, string> = { '#key': keyName, '#owner': 'owner' };
  const values: Record<string, { S: string }> = { ':owner': { S: owner } };
  // Setting the owner to itself keeps an update that names no property valid.
  const set = ['#owner = :owner'];
  const remove: string[] = [];
  for (const [at, [name, value]] of Array.from(properties).entries()) {
    names[`#p${at}`] = name;
    if (value === null) {
      remove.push(`#p${at}`);
    } else {
      values[`:p${at}`] = { S: value };
      set.push(`#p${at} = :p${at}`);
    }
  }
  return {
    UpdateExpression: `SET ${set.join(', ')}${remove.length > 0 ? ` REMOVE ${remove.join(', ')}` : ''}`,
    ConditionExpression: 'attribute_exists(#key) AND #owner = :owner',
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}
