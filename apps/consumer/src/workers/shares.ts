/**
 * How many requests each worker may do; 0: no limit. Shares differ by one at most; there are fewer workers than asked for
 * when there are fewer requests.
 */
export function shareOut(maxRequests: number, workers: number): readonly number[] {
  if (maxRequests === 0) return Array.from({ length: workers }, () => 0);
  const count = Math.min(workers, maxRequests);
  return Array.from({ length: count }, (_, at) => Math.floor((maxRequests + at) / count));
}
