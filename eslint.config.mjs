import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const [MODEL, CORE, CLIENT, ADAPTER, UTIL, EMULATOR] = [
  'type:model',
  'type:core',
  'type:client',
  'type:adapter',
  'type:util',
  'type:emulator',
];

const may = (sourceTag, onlyDependOnLibsWithTags, more = {}) => ({
  sourceTag,
  onlyDependOnLibsWithTags,
  ...more,
});

/** Who may import whom: the table of projects in README.md. */
const production = [
  may(MODEL, [], { allowedExternalImports: ['zod', '@faker-js/faker'] }),
  may(CORE, [MODEL], { bannedExternalImports: ['@aws-sdk/*', '@smithy/*'] }),
  may(CLIENT, []),
  may(UTIL, []),
  may(ADAPTER, [MODEL, CORE]),
  may(EMULATOR, []),
  may('type:app', [MODEL, CORE, ADAPTER, CLIENT, UTIL]),
  may('type:emulator-app', [EMULATOR, UTIL]),
  may('type:tool', [MODEL, CORE, ADAPTER, CLIENT, UTIL, EMULATOR, 'type:tool']),
];

/** Tests use what tests are made with, and those of adapters and apps also talk to the embedded cloud. */
const tests = production.map(({ allowedExternalImports: _, ...row }) =>
  [ADAPTER, CLIENT, 'type:app'].includes(row.sourceTag)
    ? { ...row, onlyDependOnLibsWithTags: [...row.onlyDependOnLibsWithTags, CLIENT, EMULATOR] }
    : row,
);

const boundaries = (depConstraints) => ({
  '@nx/enforce-module-boundaries': ['error', { allow: [], banTransitiveDependencies: false, depConstraints }],
});

const PURE = ['libs/widget-model/src/**/*.ts', 'libs/widget-pipeline/src/**/*.ts'];

export default tseslint.config(
  { ignores: ['**/dist', '**/tmp', '**/node_modules', '**/coverage'] },
  ...nx.configs['flat/base'],
  ...nx.configs['flat/typescript'],
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...boundaries(production),
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      eqeqeq: ['error', 'always'],
      'max-lines': ['error', { max: 220, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 45, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
    },
  },
  {
    files: ['**/*.spec.ts', '**/*.contract.ts'],
    rules: {
      ...boundaries(tests),
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: PURE,
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Take the time as an argument.' },
        { object: 'Math', property: 'random', message: 'Take the randomness as an argument.' },
        { object: 'process', property: 'env', message: 'Take the setting as an argument.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Take the time as an argument.',
        },
      ],
    },
  },
  {
    files: ['libs/widget-model/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: ['node:*'] }] },
  },
  prettier,
);
