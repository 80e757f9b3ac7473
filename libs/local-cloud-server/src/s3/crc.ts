/** Reflected CRC-32C (Castagnoli), https://www.rfc-editor.org/rfc/rfc3720#appendix-B.4 */
const CRC32C_TABLE = crc32cTable();

export function crc32c(data: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of data) crc = (crc >>> 8) ^ (CRC32C_TABLE[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

function crc32cTable(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
    return crc >>> 0;
  });
}

/** Reflected CRC-64/NVME, in two halves because BigInt arithmetic takes a second for some 10 MB. */
const [CRC64_HIGH, CRC64_LOW] = crc64Tables();

/** The checksum as its eight bytes, the most significant first. */
export function crc64nvme(data: Buffer): Buffer {
  let high = 0xffffffff;
  let low = 0xffffffff;
  for (const byte of data) {
    const index = (low ^ byte) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (CRC64_LOW[index] ?? 0);
    high = (high >>> 8) ^ (CRC64_HIGH[index] ?? 0);
  }
  const result = Buffer.alloc(8);
  result.writeUInt32BE(~high >>> 0, 0);
  result.writeUInt32BE(~low >>> 0, 4);
  return result;
}

function crc64Tables(): [Uint32Array, Uint32Array] {
  const polynomial = 0x9a6c9329ac4bc9b5n;
  const entries = Array.from({ length: 256 }, (_, byte) => {
    let crc = BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1n ? (crc >> 1n) ^ polynomial : crc >> 1n;
    return crc;
  });
  return [
    Uint32Array.from(entries, (entry) => Number(entry >> 32n)),
    Uint32Array.from(entries, (entry) => Number(entry & 0xffffffffn)),
  ];
}
