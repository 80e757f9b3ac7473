import { fileURLToPath } from 'node:url';

export type AppName = 'producer' | 'consumer' | 'local-cloud';

/** The built file of an app. @param dist the folder of all that is built, as a URL */
export const programFile = (dist: URL, app: AppName): string =>
  fileURLToPath(new URL(`apps/${app}/${app}.mjs`, dist));
