import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { failure, success } from '../../shared/result'
import { dropCopies } from './openForReading'
import type { RemoteFiles } from './remote'
import { createVersionReader } from './versionReader'

const desktop = vi.hoisted(() => ({ profile: '', opened: [] as string[] }))
vi.mock('electron', () => ({
  app: {
    getPath: () => desktop.profile
  },
  shell: { openPath: (path: string) => Promise.resolve(desktop.opened.push(path) > 0 ? '' : '') },
  net: {}
}))

beforeEach(async () => {
  Object.assign(desktop, { profile: await mkdtemp(join(tmpdir(), 'samverk-test-')), opened: [] })
})
afterEach(() => rm(desktop.profile, { recursive: true }))

type Fetch = RemoteFiles['fetchVersion']

const wanted = { fileId: '79', versionId: '1600000000', name: 'Yttrande (version 1, 30 nov 16.11).txt' }
const sends: Fetch = async (_fileId, _versionId, { into }) => {
  await pipeline(Readable.from([Buffer.from('första')]), into)
  return success(undefined)
}
const readerOf = (fetch: Fetch) => {
  const told = vi.fn()
  return { told, ...createVersionReader(fetch, told) }
}
const left = () => readdir(join(desktop.profile, 'opened')).catch(() => [])

it('an earlier version is opened as a copy of its own that only the person can read, and goes with the app', async () => {
  const { open, told } = readerOf(sends)
  expect(await open(wanted)).toEqual(success('opened'))
  const [path = ''] = desktop.opened
  expect(path).toMatch(/opened\/copy-\w+\/Yttrande \(version 1, 30 nov 16\.11\)\.txt$/)
  expect(await readFile(path, 'utf8')).toBe('första')
  expect((await stat(path)).mode & 0o777).toBe(0o400)
  expect((await stat(join(path, '..'))).mode & 0o777).toBe(0o700)
  expect(told).toHaveBeenLastCalledWith(undefined)
  dropCopies()
  expect(await readdir(desktop.profile)).toEqual([])
})

it('what would run when it is opened is not even fetched', async () => {
  const fetch = vi.fn(sends)
  expect(await readerOf(fetch).open({ ...wanted, name: 'Installera (version 1).sh' })).toEqual(success('runnable'))
  expect(fetch).not.toHaveBeenCalled()
  expect(await left()).toEqual([])
})

it.each([
  ['the server', failure({ code: 'gone' } as const), 'gone'],
  ['the disk', Object.assign(new Error('full'), { code: 'ENOSPC' }), 'diskFull']
])('what goes wrong with %s halfway leaves nothing behind and opens nothing', async (_what, end, code) => {
  const { open, told } = readerOf(async (_fileId, _versionId, { into }) => {
    into.write('för')
    await Promise.resolve()
    if (end instanceof Error) throw end
    return end
  })
  expect(await open(wanted)).toEqual(failure({ code }))
  expect(await left()).toEqual([])
  expect(desktop.opened).toEqual([])
  expect(told).toHaveBeenLastCalledWith(undefined)
})

it('what is cancelled, or followed by another, leaves nothing behind', async () => {
  const stuck: Fetch = (_fileId, _versionId, { signal, into }) =>
    new Promise((resolve) => {
      into.write('för')
      signal.addEventListener('abort', () => resolve(failure({ code: 'offline' })))
    })
  const fetch = vi.fn(stuck)
  const { open, cancel, told } = readerOf(fetch)
  const first = open(wanted)
  await vi.waitFor(() => expect(told).toHaveBeenCalledWith({ fileId: '79', versionId: '1600000000', bytesDone: 4 }))
  fetch.mockImplementation(sends)
  expect(await open({ ...wanted, name: 'b.txt' })).toEqual(success('opened'))
  expect(await first).toEqual(success('cancelled'))
  expect(await left()).toHaveLength(1)
  fetch.mockImplementation(stuck)
  const second = open(wanted)
  await vi.waitFor(() => expect(fetch).toHaveBeenCalledTimes(3))
  cancel()
  expect(await second).toEqual(success('cancelled'))
  expect(await left()).toHaveLength(1)
})
