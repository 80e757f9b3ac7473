const UNIT_SECONDS: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 60 * 60],
  ['d', 24 * 60 * 60],
]);

/** `90s`, `30m`, `12h`, `4d` → seconds; `undefined` for anything else. */
export function parseAge(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  const seconds = UNIT_SECONDS.get(unit);
  return seconds === undefined ? undefined : Number(digits) * seconds;
}

/** Seconds → the largest unit that fits without a rest. */
export function formatAge(seconds: number): string {
  const unit = [...UNIT_SECONDS].reverse().find(([, size]) => seconds > 0 && seconds % size === 0);
  return unit === undefined ? `${seconds}s` : `${seconds / unit[1]}${unit[0]}`;
}
