import type { Option } from './option';

/** `--request-bucket` → `request-bucket`; the value after `=` is left out. */
export const nameOfFlag = (token: string): string => token.replace(/^--?/, '').replace(/=.*$/s, '');

/** The flag that documentation speaks of: the first long one. */
export const mainFlag = ({ flags }: Option): string =>
  flags.find((flag) => flag.startsWith('--')) ?? flags[0] ?? '';

/** `--request-bucket` → `WIDGET_REQUEST_BUCKET`. */
export const environmentName = (option: Option): string =>
  `WIDGET_${nameOfFlag(mainFlag(option)).replaceAll('-', '_').toUpperCase()}`;
