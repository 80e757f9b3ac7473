import { DYNAMODB_ACTIONS } from '../dynamodb/actions';
import type { AwsService } from '../http/call';
import { ACTIONS as S3_ACTIONS } from '../s3/routes';
import { ACTIONS as SQS_ACTIONS } from '../sqs/actions';

const KNOWN_ACTIONS: Record<AwsService, ReadonlySet<string>> = {
  s3: new Set(Object.keys(S3_ACTIONS)),
  sqs: new Set(SQS_ACTIONS.keys()),
  dynamodb: DYNAMODB_ACTIONS,
};

/** Is this a service, or one of its actions: `s3`, `dynamodb:UpdateItem`? */
export function isFaultTarget(text: string): boolean {
  const [service = '', action, ...rest] = text.split(':');
  const actions = Object.entries(KNOWN_ACTIONS).find(([name]) => name === service)?.[1];
  return actions !== undefined && rest.length === 0 && (action === undefined || actions.has(action));
}

/** No targets at all mean every call. */
export function isTargeted(targets: readonly string[], service: AwsService, action: string): boolean {
  return targets.length === 0 || targets.includes(service) || targets.includes(`${service}:${action}`);
}
