import { S3Error } from './errors';

/** Both ends belong to the range. */
export type ByteRange = { first: number; last: number };

/**
 * The part of an object that a Range header asks for; undefined for all of it. As S3 does, one range only: several, or a
 * header that makes no sense, get the whole object. https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2
 * @throws S3Error InvalidRange
 */
export function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  const [, from = '', to = ''] = match ?? [];
  if (!match || (from === '' && to === '')) return undefined;
  const range =
    from === ''
      ? { first: Math.max(0, size - Number(to)), last: size - 1 }
      : { first: Number(from), last: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
  if (to !== '' && from !== '' && Number(to) < Number(from)) return undefined;
  if (range.first >= size || (from === '' && Number(to) === 0)) {
    throw new S3Error('InvalidRange', { RangeRequested: header ?? '', ActualObjectSize: String(size) });
  }
  return range;
}
