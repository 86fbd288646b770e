import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { repositoryRoot } from '../stack/layout'

const stamp = resolve(repositoryRoot, '.stack/build.stamp')
const sources = ['electron', 'renderer', 'shared', 'resources']
const files = ['electron.vite.config.ts', 'package.json', 'package-lock.json']

/** Builds the app when a source changed since the last build from here. Throws with the build's own words. */
export function buildApp(onStep: (text: string) => void): void {
  const wanted = fingerprint()
  if (existsSync(resolve(repositoryRoot, 'out/main/main.js')) && readStamp() === wanted) return
  onStep('Building the app')
  const built = spawnSync(resolve(repositoryRoot, 'node_modules/.bin/electron-vite'), ['build'], {
    cwd: repositoryRoot,
    encoding: 'utf8'
  })
  if (built.status !== 0) throw new Error(`The app could not be built:\n${built.stdout}${built.stderr}`)
  writeFileSync(stamp, wanted)
}

const readStamp = (): string => (existsSync(stamp) ? readFileSync(stamp, 'utf8') : '')

/** Of names, sizes and times of change: reading all contents would take longer than it saves. */
function fingerprint(): string {
  const hash = createHash('sha256')
  const add = (path: string): void => {
    const { size, mtimeMs } = statSync(path)
    hash.update(`${path}\0${size}\0${mtimeMs}\n`)
  }
  for (const name of files) add(resolve(repositoryRoot, name))
  for (const source of sources) {
    const directory = resolve(repositoryRoot, source)
    if (!existsSync(directory)) continue
    const entries = readdirSync(directory, { recursive: true, withFileTypes: true })
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    for (const path of paths.sort()) if (!path.includes('.test.')) add(path)
  }
  return hash.digest('hex')
}
