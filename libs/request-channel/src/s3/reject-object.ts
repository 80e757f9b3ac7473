import { CopyObjectCommand, S3ServiceException, type S3Client } from '@aws-sdk/client-s3';
import type { Pointer } from '@widgets/widget-model';
import { REJECTED_PREFIX } from './list-requests';

/** The metadata of a rejected object that tells why it is there. */
export const REJECTED_REASON_METADATA = 'widget-refused-reason';

/** S3 takes 2 KB of metadata. */
const MAX_REASON_LENGTH = 1000;

/** Copies an object of a request bucket under `rejected/`, with the reason. One that is gone needs no copy. */
export async function copyToRejected(s3: S3Client, { bucket, key }: Pointer, reason: string): Promise<void> {
  try {
    await s3.send(
      new CopyObjectCommand({
        Bucket: bucket,
        Key: REJECTED_PREFIX + key,
        CopySource: `${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`,
        MetadataDirective: 'REPLACE',
        Metadata: { [REJECTED_REASON_METADATA]: headerText(reason) },
      }),
    );
  } catch (error) {
    const isGone = error instanceof S3ServiceException && error.name === 'NoSuchKey';
    if (!isGone) throw error;
  }
}

/** Only what every HTTP header carries as it is: printable ASCII. */
const headerText = (reason: string): string =>
  reason
    .slice(0, MAX_REASON_LENGTH)
    .replace(/[^\x20-\x7e]/g, '?')
    .trim();
