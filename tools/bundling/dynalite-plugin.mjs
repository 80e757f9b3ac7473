import { readFile } from 'node:fs/promises';

const COMPUTED_REQUIRE = /require\('(\.\/(?:actions|validations)\/)' \+ action\)/g;
const DYNALITE_MAIN = /[\\/]dynalite[\\/]index\.js$/;

/**
 * Makes dynalite fit for a bundle.
 *
 * - It requires `'./actions/' + action`; esbuild bundles every file that such an expression can mean, but finds it at run
 *   time only under its full name.
 * - It requires `level`, which loads a native module, for tables on disk. Tables here are in memory (`memory-level`), so a
 *   stub stands in that says what is missing should anybody ask for a path.
 */
export const dynalitePlugin = {
  name: 'dynalite',
  setup(build) {
    build.onLoad({ filter: DYNALITE_MAIN }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replace(COMPUTED_REQUIRE, "require('$1' + action + '.js')");
      if (contents === source) {
        return {
          errors: [{ text: 'dynalite no longer has the computed requires that this plugin completes.' }],
        };
      }
      return { contents, loader: 'js' };
    });

    build.onResolve({ filter: /^level$/ }, ({ path }) => ({ path, namespace: 'level-stub' }));
    build.onLoad({ filter: /.*/, namespace: 'level-stub' }, () => ({
      contents:
        "exports.Level = class { constructor() { throw new Error('Tables on disk are not part of this bundle.'); } };",
      loader: 'js',
    }));
  },
};
