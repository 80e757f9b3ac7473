/** How a producer's message carries a request. */
export type MessageFormat = 'extended' | 'json' | 'key' | 'inline';
export const MESSAGE_FORMATS: readonly MessageFormat[] = ['extended', 'json', 'key', 'inline'];

/** The Number attribute by which Extended Client libraries announce a pointer: the payload's size in bytes. */
export const PAYLOAD_SIZE_ATTRIBUTE = 'ExtendedPayloadSize';

/** Current and former class names that mark an Extended Client's pointer. Tags only: nothing is instantiated. */
export const POINTER_CLASSES = [
  'software.amazon.payloadoffloading.PayloadS3Pointer',
  'com.amazon.sqs.javamessaging.MessageS3Pointer',
] as const;

export type Pointer = { readonly bucket: string; readonly key: string };

const BARE_KEY = /^(?!\/)[A-Za-z0-9!\-_.*'()/]{1,1024}$/;

/** Whether a key can be a message by itself: other characters could be anything. */
export const isBareKey = (key: string): boolean => BARE_KEY.test(key);

/** The body of a message that points to a request object. */
export function pointerBody(format: Exclude<MessageFormat, 'inline'>, { bucket, key }: Pointer): string {
  switch (format) {
    case 'extended':
      return JSON.stringify([POINTER_CLASSES[0], { s3BucketName: bucket, s3Key: key }]);
    case 'json':
      return JSON.stringify({ bucket, key });
    case 'key':
      return key;
  }
}
