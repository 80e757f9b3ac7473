import { KeyIndex, toByteString } from './key-index';
import type { StoredObject } from './stored-object';

/** The objects of one bucket, by key and in listing order. Every method is one step: conditional writes rest on that. */
export class Bucket {
  readonly index = new KeyIndex();
  /** The document of its lifecycle rules; `undefined` when it has none. */
  lifecycle: string | undefined;
  readonly #objects = new Map<string, StoredObject>();

  constructor(
    readonly name: string,
    readonly region: string,
    readonly createdAtMs: number,
  ) {}

  get(key: string): StoredObject | undefined {
    return this.#objects.get(toByteString(key));
  }

  /** By its name in the index. */
  byIndexKey(indexKey: string): StoredObject | undefined {
    return this.#objects.get(indexKey);
  }

  put(object: StoredObject): void {
    const indexKey = toByteString(object.key);
    if (!this.#objects.has(indexKey)) this.index.add(indexKey);
    this.#objects.set(indexKey, object);
  }

  delete(key: string): void {
    const indexKey = toByteString(key);
    if (this.#objects.delete(indexKey)) this.index.remove(indexKey);
  }
}
