/** A value, or the reason why there is none: one sentence a person can act on. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

export const success = <T>(value: T): Result<T> => ({ ok: true, value });
export const failure = (reason: string): Result<never> => ({ ok: false, reason });
