import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { down } from '../../scripts/stack/stack'
import { needs } from '../fixtures/needs'
import { root } from '../fixtures/servers'
import { expect, test } from '../fixtures/test'

const stackDirectory = join(root, '.stack/namespace')
const namespace = join(import.meta.dirname, 'namespace')
const unshare = [...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']), '--net', '--mount']

test('In a network of its own a working day contacts nobody but the servers, and the sink would have seen it', async () => {
  needs(canUnshare(), 'SAMVERK_E2E_NAMESPACE', 'this machine allows no network namespaces')
  test.setTimeout(300_000)
  const directory = await mkdtemp(join(tmpdir(), 'samverk-namespace-'))
  const log = join(directory, 'sink.jsonl')
  const { PATH, HOME, DISPLAY, XAUTHORITY } = process.env
  const run = spawn(
    'unshare',
    [
      ...unshare,
      join(namespace, 'enter.sh'),
      log,
      process.execPath,
      join(root, 'node_modules/@playwright/test/cli.js'),
      'test',
      '-c',
      namespace
    ],
    {
      cwd: root,
      env: { PATH, HOME, DISPLAY, XAUTHORITY, SAMVERK_STACK_DIR: stackDirectory, SAMVERK_SINK_LOG: log },
      stdio: ['ignore', 'inherit', 'inherit']
    }
  )
  try {
    const [code] = (await once(run, 'exit')) as [number | null]
    expect(code, 'the tests inside').toBe(0)
  } finally {
    // Its servers outlive it, as they do everywhere.
    await down(stackDirectory)
    await rm(directory, { recursive: true, force: true })
  }
})

function canUnshare(): boolean {
  try {
    execFileSync('unshare', [...unshare, 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
