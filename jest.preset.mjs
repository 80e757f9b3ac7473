import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const { compilerOptions } = JSON.parse(readFileSync(`${root}tsconfig.base.json`, 'utf8'));

/** The path aliases of tsconfig.base.json, in Jest's words. */
const moduleNameMapper = Object.fromEntries(
  Object.entries(compilerOptions.paths).map(([alias, [file]]) => [`^${alias}$`, root + file.slice(2)]),
);

export default {
  testEnvironment: 'node',
  testMatch: ['**/src/**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, tsconfig: `${root}tsconfig.base.json` }] },
  moduleNameMapper,
  cacheDirectory: `${root}tmp/jest`,
  injectGlobals: false,
  // A bound for what hangs, not a measure: machines may be slow and busy.
  testTimeout: 60_000,
};
