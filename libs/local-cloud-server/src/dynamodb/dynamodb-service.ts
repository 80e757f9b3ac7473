import { headerOf, type Service } from '../http/call';
import type { Dynalite } from './dynalite';
import { addItemToFailedCondition } from './failed-condition-item';

/** DynamoDB: whatever dynalite can do, plus the items of failed conditions. */
export function dynamodbService(dynalite: Dynalite): Service {
  return (call) => ({
    service: 'dynamodb',
    action: (headerOf(call, 'x-amz-target') ?? '').split('.')[1] ?? 'Unknown',
    run: async () => addItemToFailedCondition(dynalite, call.body, await dynalite(call)),
  });
}
