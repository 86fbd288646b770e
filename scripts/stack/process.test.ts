import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { writeJson } from './json'
import { layout } from './layout'
import { choosePorts, isFree } from './ports'
import { findServer, isSame, serverNames, startOf, startServer, stopServer, waitFor } from './process'

const dir = mkdtempSync(join(tmpdir(), 'samverk-process-'))
const paths = layout(dir)
afterAll(() => rmSync(dir, { recursive: true }))

const sleeper = { name: 'sleeper', command: '/bin/sleep', args: ['600'], fingerprint: 'a' }

test('a server is found while it runs, and gone after it was stopped', async () => {
  const started = startServer(paths, sleeper)
  expect(findServer(paths, 'sleeper')).toEqual({ ...started, running: true })
  await stopServer(paths, 'sleeper')
  expect(startOf(started.pid)).toBeUndefined()
  expect(serverNames(paths)).toEqual([])
})

test('a process that only has the same id is never ended', async () => {
  const own = startOf(process.pid)
  writeJson(join(paths.run, 'other.json'), { pid: process.pid, started: `${own ?? ''}0`, fingerprint: 'a' })
  expect(findServer(paths, 'other')?.running).toBe(false)
  await stopServer(paths, 'other')
  expect(isSame({ pid: process.pid, started: own ?? '' })).toBe(true)
})

test('a server that ended by itself is remembered as not running', async () => {
  const started = startServer(paths, sleeper)
  process.kill(started.pid)
  expect(await waitFor(() => findServer(paths, 'sleeper')?.running === false, 5_000)).toBe(true)
  await stopServer(paths, 'sleeper')
})

test('ports are kept between starts while they are free', async () => {
  const file = join(dir, 'ports.json')
  const first = await choosePorts(file, ['a', 'b'], () => false)
  expect(await isFree(first.a)).toBe(true)
  expect(await choosePorts(file, ['a', 'b', 'c'], () => false)).toMatchObject(first)
})
