import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Forbids import paths (regular expressions) in a folder, with the reason a reader needs. */
const forbid = (files, patterns, ignores = []) => ({
  files,
  ignores,
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: patterns.map(([regex, message]) => ({ regex, message })) },
    ],
  },
});

const electronOnlyInAdapters = [
  '^electron($|/)',
  'Only src/main/electron and src/preload may import electron.',
];
const noBarrels = ['/index(\\.js|\\.ts)?$', 'No barrels: import the file that has the subject.'];

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'coverage/', 'node_modules/'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    plugins: { 'import-x': importX },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      'import-x/order': ['error', { alphabetize: { order: 'asc' } }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
  },
  {
    files: ['**/*.config.*', 'tools/**', 'src/main/cli/**', 'src/main/*.ts'],
    rules: { 'no-console': 'off', 'import-x/no-default-export': 'off' },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },

  // The layers of the design. Each folder may import only what is named on its line.
  forbid(
    ['src/shared/**'],
    [
      electronOnlyInAdapters,
      noBarrels,
      ['^node:', 'Shared code also runs in renderers.'],
      ['(main|renderer|preload)/', 'src/shared imports nothing of the other layers.'],
    ],
  ),
  forbid(
    ['src/main/**'],
    [
      electronOnlyInAdapters,
      noBarrels,
      ['(renderer|preload)/', 'Main imports only src/main and src/shared.'],
    ],
    ['src/main/electron/**'],
  ),
  forbid(
    ['src/main/core/**'],
    [
      electronOnlyInAdapters,
      noBarrels,
      ['(renderer|preload|electron|cli)/', 'Core knows neither windows nor the command line.'],
    ],
  ),
  forbid(
    ['src/main/electron/**'],
    [noBarrels, ['(renderer|preload)/', 'Main imports only src/main and src/shared.']],
  ),
  forbid(['src/preload/**'], [noBarrels, ['(main|renderer)/', 'A preload imports only src/shared.']]),
  ...['capture', 'overlay', 'control'].map((own) =>
    forbid(
      [`src/renderer/${own}/**`],
      [
        electronOnlyInAdapters,
        noBarrels,
        ['^node:', 'Renderers are sandboxed.'],
        ['(main|preload)/', 'Renderers import only src/shared and their own folder.'],
        [
          `(^|/)(${['capture', 'overlay', 'control'].filter((other) => other !== own).join('|')})/`,
          'Renderers import only src/shared and their own folder.',
        ],
      ],
    ),
  ),
);
