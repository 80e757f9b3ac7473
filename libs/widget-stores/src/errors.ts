/** The store can never take this change, however often it is tried: a value too large, a key too long. */
export class StoreRefuses extends Error {
  override readonly name = 'StoreRefuses';
}
