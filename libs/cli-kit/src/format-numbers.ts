const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** `12,345.6` */
export const formatCount = (value: number): string => counts.format(value);

/** `250 ms`, `12.3 s`, `4 min 05 s`, `2 h 03 min` */
export const formatDuration = (milliseconds: number): string => {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1_000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1_000);
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${twoDigits(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
};

/** `412 a second` */
export const formatRate = (count: number, seconds: number): string =>
  `${formatCount(Math.round(count / Math.max(seconds, 0.001)))} a second`;
