// Fetches the libraries that the local meeting deployment serves: `vendor.mjs DIRECTORY`. They are no dependencies of
// the app, and `npm install` of the first hangs on a git dependency, so their archives are taken alone, pinned by hash.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const libraries = [
  {
    name: 'lib-jitsi-meet',
    spec: '@lyno/lib-jitsi-meet@2.6726.2',
    integrity: 'sha512-cTrKBgy4ZHD6vyFTOAOx5ylyzjWs3ft6MLhmchu9zRq7uLr8omD4lE2fmSfoyoSqMjFc/3sU9XLYXiJ21hqQuw=='
  },
  {
    name: 'jquery',
    spec: 'jquery@3.7.1',
    integrity: 'sha512-m4avr8yL8kmFN8psrbFFFmB/If14iN5o9nw/NgnnM+kybDJpRsAynV2BsfpTYrTRysYUdADVD7CkUUizgkpLfg=='
  }
]

const directory = process.argv[2]
mkdirSync(directory, { recursive: true })
for (const library of libraries) fetchLibrary(library)

function fetchLibrary({ name, spec, integrity }) {
  const target = join(directory, name)
  const stamp = join(target, 'samverk.stamp')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === integrity) {
    console.log(`${name}: already there`)
    return
  }
  console.log(`${name}: fetching ${spec}`)
  const fresh = `${target}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true })
  const output = execFileSync('npm', ['pack', '--silent', '--pack-destination', fresh, spec], { encoding: 'utf8' })
  const archive = join(fresh, output.trim().split('\n').at(-1))
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`
  if (found !== integrity) throw new Error(`${spec} is not what it was: ${found}`)
  execFileSync('tar', ['-xzf', archive, '-C', fresh, '--strip-components=1'])
  rmSync(archive)
  writeFileSync(join(fresh, 'samverk.stamp'), integrity)
  rmSync(target, { recursive: true, force: true })
  renameSync(fresh, target)
}
