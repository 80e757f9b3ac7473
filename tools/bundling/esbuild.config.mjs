import { readFileSync } from 'node:fs';
import { dynalitePlugin } from './dynalite-plugin.mjs';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** How every app becomes one self-contained ES module that runs with plain `node` from an empty folder. */
export default {
  // CommonJS packages inside an ES module bundle still call `require` for Node's own modules.
  banner: {
    js: "#!/usr/bin/env node\nimport { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
  },
  outExtension: { '.js': '.mjs' },
  mainFields: ['module', 'main'],
  // The licences of what is bundled stay with it.
  legalComments: 'eof',
  logLevel: 'warning',
  define: { PROGRAM_VERSION: JSON.stringify(version) },
  plugins: [dynalitePlugin],
};
