import js from '@eslint/js'
import accessibility from 'eslint-plugin-jsx-a11y'
import hooks from 'eslint-plugin-react-hooks'
import { defineConfig, globalIgnores } from 'eslint/config'
import ts from 'typescript-eslint'

const pure = ['electron', 'electron/*', 'node:*', 'fs', 'path', 'undici', 'libsql', 'chokidar', 'webdav', 'saxes']

export default defineConfig(
  globalIgnores(['out', 'dist', '.stack', '.runtime', 'test-results', 'playwright-report', '**/*.js', '**/*.mjs']),
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [ts.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./shared', './electron', './electron/preload', './renderer', './scripts'].map(
          (part) => `${part}/tsconfig.json`
        ),
        tsconfigRootDir: import.meta.dirname
      }
    },
    rules: {
      'no-undef': 'off',
      // Names of people and emoji are cut by code point on purpose.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true, ignoreVoidReturningFunctions: true }
      ],
      // Contradicts the rule above, which wants the operator where nothing is returned.
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-globals': ['error', { name: 'alert', message: 'Use a dialog of the design system.' }],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }]
    }
  },
  {
    files: ['renderer/**/*.tsx'],
    extends: [hooks.configs.flat['recommended-latest'], accessibility.flatConfigs.recommended],
    rules: {
      // Lists with one tab stop listen for arrows on their container; messages and code take the focus to be read.
      'jsx-a11y/no-noninteractive-element-interactions': 'off',
      'jsx-a11y/no-static-element-interactions': ['error', { handlers: ['onClick', 'onMouseDown'] }],
      'jsx-a11y/no-noninteractive-tabindex': [
        'error',
        { tags: ['article', 'pre', 'h2', 'tr', 'div'], roles: ['tabpanel', 'row'] }
      ],
      // A modal's first field has the focus; the platform gives it back.
      'jsx-a11y/no-autofocus': 'off',
      // The row virtualiser returns functions; components that use it are not memoised.
      'react-hooks/incompatible-library': 'off'
    }
  },
  {
    files: ['electron/sync/core/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: pure, message: 'sync/core has no I/O.' }] }],
      'no-restricted-globals': [
        'error',
        ...['fetch', 'setTimeout', 'setInterval', 'performance', 'process', 'crypto'].map((name) => ({
          name,
          message: 'sync/core is a pure function of its input.'
        }))
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'sync/core has no clock.' },
        { object: 'Math', property: 'random', message: 'sync/core has no randomness.' }
      ]
    }
  },
  {
    files: ['electron/**/*.ts'],
    ignores: ['electron/net/**', '**/*.test.ts', '**/testing/**', 'electron/sync/cli/requests.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'The network is reached through electron/net.' },
        { name: 'WebSocket', message: 'The network is reached through electron/net.' }
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: ['http', 'https', 'net', 'tls', 'dgram', 'dns', 'worker_threads', 'child_process']
            .flatMap((name) => [name, `node:${name}`])
            .map((name) => ({ name, message: 'Sockets, threads and processes belong to electron/net.' }))
        }
      ]
    }
  },
  {
    // The one place that uses what some Electron versions have deprecated.
    files: ['electron/compat.ts'],
    rules: { '@typescript-eslint/no-deprecated': 'off' }
  },
  {
    // Playwright reads a fixture's dependencies from its first parameter, which must be a pattern.
    files: ['e2e/fixtures/**/*.ts'],
    rules: { 'no-empty-pattern': 'off' }
  },
  {
    files: ['**/*.test.ts', '**/*.test.tsx', 'e2e/**/*.ts', '**/testing/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'max-lines': 'off' }
  }
)
