import { resolve } from 'node:path'

import { build, type Plugin } from 'vite'

import { repositoryRoot } from '../stack/layout'
import { writeCodeCache } from './codeCache'

/**
 * Builds the engine's command line, `samverk-sync`, for plain Node: a launcher, the program and its rarer parts, each
 * with the code that V8 makes of it. Its one native part is found in a `node_modules` at or above the directory.
 * Gives the launcher's path.
 */
export async function bundleSync(directory: string): Promise<string> {
  const source = (name: string): string => resolve(repositoryRoot, 'electron/sync', name)
  await build({
    root: repositoryRoot,
    configFile: false,
    logLevel: 'error',
    plugins: [nativeByInterpreter],
    build: {
      ssr: true,
      outDir: directory,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: {
        input: { 'samverk-sync': source('cli/launch.ts'), main: source('cli.ts') },
        output: {
          format: 'cjs',
          // The launcher loads everything by `require`.
          dynamicImportInCjs: false,
          entryFileNames: '[name].cjs',
          chunkFileNames: 'parts/[name].cjs',
          banner: (chunk) => (chunk.name === 'samverk-sync' ? '#!/usr/bin/env node' : '')
        }
      }
    },
    ssr: { noExternal: true, external: natives.map((target) => `@libsql/${target}`) }
  })
  const program = resolve(directory, 'samverk-sync.cjs')
  await writeCodeCache(program)
  return program
}

const natives = [
  'linux-x64-gnu',
  'linux-x64-musl',
  'linux-arm64-gnu',
  'linux-arm64-musl',
  'darwin-x64',
  'darwin-arm64',
  'win32-x64-msvc'
]

/**
 * libsql's loader asks Node for a report on the whole process to learn which C library runs it, twice: 12 ms of each
 * start. The program's own file says so in its first bytes: the name of its interpreter.
 */
const nativeByInterpreter: Plugin = {
  name: 'native-by-interpreter',
  enforce: 'pre',
  resolveId: (id) => (id === '@neon-rs/load' || id === 'detect-libc' ? `\0${id}` : undefined),
  load: (id) =>
    id === '\0detect-libc'
      ? `export const GLIBC = 'glibc', MUSL = 'musl', familySync = () => null`
      : id === '\0@neon-rs/load'
        ? `import { closeSync, openSync, readSync } from 'node:fs'
           const isMusl = () => {
             const head = Buffer.alloc(4096)
             const file = openSync(process.execPath, 'r')
             try { readSync(file, head, 0, head.length, 0) } finally { closeSync(file) }
             return head.includes('ld-musl-')
           }
           export const currentTarget = () => {
             const { platform, arch } = process
             if (platform === 'linux') return \`linux-\${arch}-\${isMusl() ? 'musl' : 'gnu'}\`
             return platform === 'win32' ? \`win32-\${arch}-msvc\` : \`\${platform}-\${arch}\`
           }
           export const load = () => undefined`
        : undefined
}
