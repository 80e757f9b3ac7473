import { queueName } from '@widgets/aws-clients';
import { partitionOf } from './partition';

/**
 * The ARN of a queue given by name or URL. What its URL does not tell is `region`, and any account.
 *
 * @param region `*` when it is not known
 */
export function queueArn(queue: string, region: string): string {
  const host = URL.canParse(queue) ? new URL(queue).hostname : '';
  const told = /^sqs(?:-fips)?\.([a-z0-9-]+)\.|^([a-z0-9-]+)\.queue\./.exec(host);
  const account = /\/(\d{12})\//.exec(queue)?.[1] ?? '*';
  const where = told?.[1] ?? told?.[2] ?? region;
  return `arn:${partitionOf(where)}:sqs:${where}:${account}:${queueName(queue)}`;
}
