import { createDynaliteServer } from './dynalite-server';
import { type DynamoCall, shield } from './shield';

const IMMEDIATE_TABLES = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };

/** A DynamoDB in memory. `clear` drops every table. */
export function embeddedDynamo(): { call: DynamoCall; clear: () => void } {
  const start = (): DynamoCall => shield(createDynaliteServer(IMMEDIATE_TABLES));
  let current = start();
  return {
    call: (request) => current(request),
    clear: () => {
      current = start();
    },
  };
}
