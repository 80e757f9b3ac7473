import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { crc32c, crc64nvme } from './crc';
import { S3Error } from './errors';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html */
const ALGORITHMS = {
  CRC32: (data: Buffer) => uint32(crc32(data)),
  CRC32C: (data: Buffer) => uint32(crc32c(data)),
  CRC64NVME: crc64nvme,
  SHA1: (data: Buffer) => createHash('sha1').update(data).digest(),
  SHA256: (data: Buffer) => createHash('sha256').update(data).digest(),
};

export type ChecksumAlgorithm = keyof typeof ALGORITHMS;
export type Checksum = { algorithm: ChecksumAlgorithm; base64: string };

const NAMES: readonly ChecksumAlgorithm[] = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'];

/** The header or trailer that carries a checksum. */
export const checksumHeader = (algorithm: ChecksumAlgorithm): string =>
  `x-amz-checksum-${algorithm.toLowerCase()}`;

export function computeChecksum(algorithm: ChecksumAlgorithm, data: Buffer): Checksum {
  return { algorithm, base64: ALGORITHMS[algorithm](data).toString('base64') };
}

/**
 * The checksum that a client sent with its data, once it is known to be right.
 * @param field a header or a trailer by its lower-case name
 * @throws S3Error InvalidRequest, BadDigest
 */
export function verifyChecksum(
  data: Buffer,
  field: (name: string) => string | undefined,
): Checksum | undefined {
  const sent = NAMES.filter((algorithm) => field(checksumHeader(algorithm)) !== undefined);
  if (sent.length > 1) {
    throw new S3Error(
      'InvalidRequest',
      {},
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  const [algorithm] = sent;
  if (!algorithm) return undefined;
  const base64 = field(checksumHeader(algorithm)) ?? '';
  const computed = computeChecksum(algorithm, data);
  if (Buffer.from(base64, 'base64').length !== Buffer.from(computed.base64, 'base64').length) {
    throw new S3Error('InvalidRequest', {}, `Value for ${checksumHeader(algorithm)} header is invalid.`);
  }
  if (base64 !== computed.base64) {
    throw new S3Error(
      'BadDigest',
      {},
      `The ${algorithm} you specified did not match the calculated checksum.`,
    );
  }
  return computed;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
