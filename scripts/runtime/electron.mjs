// Prints the directory of the Electron to run: `electron.mjs [--test]`. SAMVERK_ELECTRON=shipped|test chooses by hand.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { testRuntime, testRuntimeVersion } from './test-runtime.mjs'

const downloadTimeoutMs = 20_000
const shippedDirectory = resolve(import.meta.dirname, '../../node_modules/electron')

/** @param {{ forTests: boolean }} purpose @returns {Promise<string>} the directory that holds `electron` */
export async function electronDirectory({ forTests }) {
  const chosen = process.env.SAMVERK_ELECTRON ?? (forTests ? 'test' : undefined)
  if (chosen === 'test') return testRuntime()
  const reason = await shippedIsMissing()
  if (!reason) return join(shippedDirectory, 'dist')
  if (chosen === 'shipped') throw new Error(`The shipped Electron cannot be used: ${reason}`)
  console.error(`Electron: ${reason}; using the ${testRuntimeVersion} test runtime, which is never shipped.`)
  return testRuntime()
}

async function shippedIsMissing() {
  if (existsSync(join(shippedDirectory, 'path.txt'))) return undefined
  const { engines } = JSON.parse(readFileSync(join(shippedDirectory, 'package.json'), 'utf8'))
  if (!satisfies(process.versions.node, engines.node))
    return `its installer wants Node ${engines.node}, this is ${process.versions.node}`
  return (await install()) ? undefined : `its release could not be downloaded within ${downloadTimeoutMs / 1000} s`
}

function satisfies(version, range) {
  const wanted = range
    .replace(/[^\d.]/g, '')
    .split('.')
    .map(Number)
  const actual = version.split('.').map(Number)
  const at = wanted.findIndex((part, index) => part !== actual[index])
  return at < 0 || actual[at] > wanted[at]
}

function install() {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['install.js'], { cwd: shippedDirectory, stdio: 'ignore' })
    const timer = setTimeout(() => child.kill('SIGKILL'), downloadTimeoutMs)
    child.on('exit', (code) => {
      clearTimeout(timer)
      done(code === 0)
    })
  })
}

if (process.argv[1] === import.meta.filename) {
  console.log(await electronDirectory({ forTests: process.argv.includes('--test') }))
}
