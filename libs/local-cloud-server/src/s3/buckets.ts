import { Bucket } from './bucket';
import { S3Error } from './errors';

/** The region where S3 lets an owner create a bucket again, for compatibility with its first years. */
const FIRST_REGION = 'us-east-1';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET_NAME = /^(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** All buckets of the one account there is. */
export class Buckets {
  readonly #buckets = new Map<string, Bucket>();

  /** @throws S3Error InvalidBucketName, BucketAlreadyOwnedByYou */
  create(name: string, region: string, nowMs: number): void {
    if (!BUCKET_NAME.test(name)) throw new S3Error('InvalidBucketName', { BucketName: name });
    const existing = this.#buckets.get(name);
    if (!existing) this.#buckets.set(name, new Bucket(name, region, nowMs));
    else if (existing.region !== FIRST_REGION || region !== FIRST_REGION) {
      throw new S3Error('BucketAlreadyOwnedByYou', { BucketName: name });
    }
  }

  /** @throws S3Error NoSuchBucket */
  get(name: string): Bucket {
    const bucket = this.#buckets.get(name);
    if (!bucket) throw new S3Error('NoSuchBucket', { BucketName: name });
    return bucket;
  }

  /** @throws S3Error NoSuchBucket, BucketNotEmpty */
  delete(name: string): void {
    if (this.get(name).index.size > 0) throw new S3Error('BucketNotEmpty', { BucketName: name });
    this.#buckets.delete(name);
  }

  /** Deletes all of them, with what is in them. */
  clear(): void {
    this.#buckets.clear();
  }

  /** In order of their names. */
  list(): Bucket[] {
    return [...this.#buckets.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}
