import { join, resolve } from 'node:path'

import { build } from 'vite'

import { repositoryRoot } from '../../stack/layout'

/** The engine's command line as one file for plain Node. It lies below node_modules, where its one native part is found. */
export async function bundleCommandLine(): Promise<string> {
  const directory = resolve(repositoryRoot, 'node_modules/.cache/samverk-bench')
  await build({
    root: repositoryRoot,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: resolve(repositoryRoot, 'electron/sync/cli.ts'),
      outDir: directory,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'samverk-sync.mjs' } }
    },
    ssr: { noExternal: true, external: ['libsql'] }
  })
  return join(directory, 'samverk-sync.mjs')
}
