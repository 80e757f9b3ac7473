import { failure, success, type Result } from '../result';
import type { RequestType } from '../widget-request';

/** The shares of creates, updates and deletes, in any unit: `50:40:10` and `5:4:1` are the same mix. */
export type Mix = Readonly<Record<RequestType, number>>;

export const DEFAULT_MIX = '50:40:10';

/** Reads `create:update:delete`, whole numbers of which the first is above zero: widgets must come from somewhere. */
export function parseMix(text: string): Result<Mix> {
  const shares = /^(\d{1,6}):(\d{1,6}):(\d{1,6})$/.exec(text);
  if (!shares) return failure('must be three whole numbers, creates:updates:deletes, like 50:40:10');
  const [create, update, remove] = shares.slice(1).map(Number) as [number, number, number];
  if (create === 0) return failure('must have a share of creates above 0, or there is nothing to update');
  return success({ create, update, delete: remove });
}

/** The type at `position` (0 ≤ position < 1) when the mix is laid out from 0 to 1. */
export function pickType(mix: Mix, position: number): RequestType {
  const point = position * (mix.create + mix.update + mix.delete);
  if (point < mix.create) return 'create';
  return point < mix.create + mix.update ? 'update' : 'delete';
}
