import {
  GetBucketLifecycleConfigurationCommand,
  S3ServiceException,
  type LifecycleRule,
  type S3Client,
} from '@aws-sdk/client-s3';

/** A lifecycle rule in force that deletes objects. */
export type Expiration = {
  /** Its id, or a word for one without. */
  readonly rule: string;
  /** What the keys begin with that it deletes. */
  readonly prefix: string;
  /** The age of an object, in days, at which it goes; some rules name one date for all. */
  readonly days: number | 'on a date';
  /** Whether it is limited to objects that bear a tag. */
  readonly isTagged: boolean;
};

/** The rules that delete objects of a bucket. Throws the SDK's error when S3 does not tell. */
export const readExpirations = async (s3: S3Client, bucket: string): Promise<readonly Expiration[]> => {
  try {
    const { Rules = [] } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }));
    return Rules.flatMap(expirationOf);
  } catch (error) {
    if (error instanceof S3ServiceException && error.name === 'NoSuchLifecycleConfiguration') return [];
    throw error;
  }
};

const expirationOf = ({ ID, Status, Filter, Expiration, Prefix }: LifecycleRule): Expiration[] => {
  const days = Expiration?.Days ?? (Expiration?.Date === undefined ? undefined : ('on a date' as const));
  if (Status !== 'Enabled' || days === undefined) return [];
  return [
    {
      rule: ID ?? 'without a name',
      prefix: Filter?.Prefix ?? Filter?.And?.Prefix ?? Prefix ?? '',
      days,
      isTagged: Filter?.Tag !== undefined || (Filter?.And?.Tags ?? []).length > 0,
    },
  ];
};
