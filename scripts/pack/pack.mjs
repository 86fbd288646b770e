// Builds a package: `pack.mjs [--test] [electron-builder arguments]`. With --test it is built on the test runtime, is
// named so, and is never for release.
import { execFileSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { electronDirectory } from '../runtime/electron.mjs'
import { testRuntimeVersion } from '../runtime/test-runtime.mjs'

const root = resolve(import.meta.dirname, '../..')
const given = process.argv.slice(2)
const forTests = given.includes('--test')
const rest = given.filter((argument) => argument !== '--test')
const bin = (name) => join(root, 'node_modules', '.bin', name)

execFileSync(bin('electron-vite'), ['build', '--logLevel', 'warn'], { cwd: root, stdio: 'inherit' })
execFileSync(bin('tsx'), ['scripts/pack/sync.ts'], { cwd: root, stdio: 'inherit' })
execFileSync(
  bin('electron-builder'),
  [...(rest.length > 0 ? rest : ['--linux', 'deb']), ...(forTests ? await testArguments() : [])],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...(forTests && { CUSTOM_FPM_PATH: join(import.meta.dirname, 'fpm.mjs') }) }
  }
)

async function testArguments() {
  return [
    '--publish=never',
    `-c.electronDist=${await electronDirectory({ forTests: true })}`,
    `-c.electronVersion=${testRuntimeVersion}`,
    '-c.extraMetadata.version=0.1.0-not-for-release',
    '-c.directories.output=dist/test',
    '-c.deb.compression=gz'
  ]
}
