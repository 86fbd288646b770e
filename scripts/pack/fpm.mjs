#!/usr/bin/env node
// Stands in for fpm, which electron-builder downloads otherwise: its arguments become a call of dpkg-deb.
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const flags = new Set(['--force', '--verbose', '--debug'])
const options = { depends: [] }
const files = []
const args = process.argv.slice(2)
for (let index = 0; index < args.length; index++) {
  const argument = args[index]
  if (flags.has(argument)) continue
  if (argument === '-d' || argument === '--depends') options.depends.push(args[++index])
  else if (argument.startsWith('--') && argument.includes('=')) {
    const [name, ...value] = argument.slice(2).split('=')
    options[name] = value.join('=')
  } else if (argument.startsWith('-')) options[argument.replace(/^-+/, '')] = args[++index]
  else files.push(argument)
}
if (options.t !== 'deb') throw new Error(`Only deb packages are made here, not ${options.t}`)

const work = mkdtempSync(join(tmpdir(), 'samverk-deb-'))
try {
  const root = join(work, 'root')
  for (const file of files) {
    const at = file.lastIndexOf('=')
    const target = join(root, file.slice(at + 1))
    mkdirSync(dirname(target), { recursive: true })
    cpSync(file.slice(0, at), target, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })
  }
  mkdirSync(join(root, 'DEBIAN'), { recursive: true })
  writeFileSync(join(root, 'DEBIAN/control'), control(root))
  for (const [option, name] of [
    ['after-install', 'postinst'],
    ['after-remove', 'postrm']
  ]) {
    if (!options[option]) continue
    writeFileSync(join(root, 'DEBIAN', name), readFileSync(options[option]))
    chmodSync(join(root, 'DEBIAN', name), 0o755)
  }
  const compression = options['deb-compression'] === 'gz' ? 'gzip' : (options['deb-compression'] ?? 'xz')
  // Quick where only tests read it.
  const level = compression === 'gzip' ? ['-z1'] : []
  execFileSync('dpkg-deb', ['--root-owner-group', `-Z${compression}`, ...level, '--build', root, options.package], {
    stdio: 'inherit'
  })
} finally {
  rmSync(work, { recursive: true, force: true })
}

function control(root) {
  const [size] = execFileSync('du', ['-sk', root]).toString().split('\t')
  const [summary, ...more] = (options.description ?? options.name).trim().split('\n')
  return [
    `Package: ${options.name}`,
    `Version: ${options.version}`,
    `Architecture: ${options.architecture}`,
    `Maintainer: ${options.maintainer}`,
    `Installed-Size: ${size}`,
    options.depends.length > 0 && `Depends: ${options.depends.join(', ')}`,
    'Section: net',
    'Priority: optional',
    `Homepage: ${options.url}`,
    `Description: ${summary}`,
    ...more.map((line) => ` ${line.trim() || '.'}`),
    ''
  ]
    .filter((line) => line !== false)
    .join('\n')
}
