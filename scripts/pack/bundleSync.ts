import { resolve } from 'node:path'

import { build } from 'vite'

import { repositoryRoot } from '../stack/layout'

/**
 * Builds the engine's command line, `samverk-sync`, as one file for plain Node (its rarer parts beside it). Its one native
 * part, libsql, is found in a `node_modules` at or above the directory. Gives the file's path.
 */
export async function bundleSync(directory: string): Promise<string> {
  await build({
    root: repositoryRoot,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: resolve(repositoryRoot, 'electron/sync/cli.ts'),
      outDir: directory,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: {
        output: { entryFileNames: 'samverk-sync.mjs', banner: (chunk) => (chunk.isEntry ? '#!/usr/bin/env node' : '') }
      }
    },
    ssr: { noExternal: true, external: ['libsql'] }
  })
  return resolve(directory, 'samverk-sync.mjs')
}
