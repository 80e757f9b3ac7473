import { fileURLToPath } from 'node:url';

/** Where the programs lie in the folder of all that is built. */
const FILES = {
  producer: 'apps/producer/producer.mjs',
  consumer: 'apps/consumer/consumer.mjs',
  'local-cloud': 'apps/local-cloud/local-cloud.mjs',
  'widget-verify': 'tools/verify/widget-verify.mjs',
} as const;

export type AppName = keyof typeof FILES;

/** The built file of a program. @param dist the folder of all that is built, as a URL */
export const programFile = (dist: URL, app: AppName): string => fileURLToPath(new URL(FILES[app], dist));
