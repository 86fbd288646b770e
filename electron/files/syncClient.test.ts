import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { SyncItem, SyncStart, SyncStatus } from '../../shared/model/sync'
import type { DialLedger } from '../net/dial'
import { startSync, type SyncClient } from './syncClient'
import type { Ask, ProcessListeners, RunningProcess } from './syncChannel'

/** The lives of the sync process so far, as the client had them started. */
const lives = vi.hoisted(() => [] as { listeners: ProcessListeners; asked: Ask[]; ended: boolean }[])
/** What the process answers; a question without an answer gets null. */
const answers = vi.hoisted(() => new Map<string, (request: Ask) => unknown>())

vi.mock('./syncChannel', () => ({
  SyncNotRunning: class extends Error {
    readonly code = 'ESYNC'
  },
  runProcess: (_ledger: DialLedger, listeners: ProcessListeners): RunningProcess => {
    const life = { listeners, asked: [] as Ask[], ended: false }
    lives.push(life)
    const send = async (request: Ask): Promise<unknown> => {
      await Promise.resolve()
      life.asked.push(request)
      return answers.get(request.type)?.(request) ?? null
    }
    const started = Promise.resolve().then(() => listeners.start(send))
    return {
      ask: async (request) => {
        await started
        return send(request)
      },
      end: () => {
        life.ended = true
        listeners.ended(0)
        return Promise.resolve()
      }
    }
  }
}))

const main = { id: 'main', folder: '', place: '/home/a', journalPath: '/j/main' }
const team = { id: 't', folder: 'Team', place: '/disk/team', journalPath: '/j/t' }
const start = (roots = [main, team]): SyncStart => ({
  server: 'https://moln.insjoverket.test',
  userId: 'anna',
  loginName: 'anna',
  appPassword: 'hemligt',
  roots,
  certificateAuthorities: [],
  developmentHosts: {},
  userAgent: 'Samverk/test'
})
const item = (path: string): SyncItem => ({
  path,
  name: path,
  kind: 'folder',
  sizeBytes: 0,
  modifiedMs: 0,
  fileId: '1',
  state: { kind: 'onlineOnly' }
})
const status = (phase: SyncStatus['phase']): SyncStatus => ({
  sequence: 1,
  phase,
  progress: { filesDone: 0, filesTotal: 0, bytesDone: 0, bytesTotal: 0, bytesPerSecond: 0, secondsLeft: null },
  errors: 0,
  conflicts: 0,
  waiting: 0,
  massDelete: null
})

const amount = { sizeBytes: 1, bytesHere: 1, unsent: 0 }

const statuses: SyncStatus[] = []
const rootStatuses: [id: string, phase: string][] = []
const changed: string[] = []
let client: SyncClient

beforeEach(() => {
  vi.useFakeTimers()
  for (const list of [lives, statuses, rootStatuses, changed]) list.length = 0
  answers.clear()
  client = startSync(start(), {} as DialLedger, {
    status: (each) => statuses.push(each),
    rootStatus: (id, { phase }) => rootStatuses.push([id, phase.kind]),
    changed: (folders) => changed.push(...folders),
    moved: () => undefined,
    lockedEdit: (path, { ownerName }) => changed.push(`${path} is ${ownerName}'s`),
    wiped: () => undefined
  })
})

afterEach(() => {
  vi.useRealTimers()
})

const asked = (life = 0) => lives[life]?.asked.map(({ type }) => type)

it('a question goes to the root that has the path, and its answer comes back in the one tree', async () => {
  answers.set('list', (request) => ('root' in request && request.root === 't' ? [item('sub')] : [item('Team')]))
  expect(await client.list('Team')).toMatchObject([{ path: 'Team/sub', state: { kind: 'onlineOnly' } }])
  expect(await client.list('')).toMatchObject([{ path: 'Team', state: { kind: 'waiting' } }])
  answers.set('keep', () => true)
  expect(await client.keep('Team/sub', 'offline')).toBe(true)
  await client.confirmMassDelete('t/1-200', 'restore')
  expect(lives[0]?.asked.slice(-2)).toMatchObject([
    { type: 'keep', root: 't', path: 'sub', pin: 'offline' },
    { type: 'confirmMassDelete', root: 't', massDeleteId: '1-200' }
  ])
})

it('what one root says of another’s part is left out, and a root that is not open says nothing', async () => {
  answers.set('pins', (request) => {
    if ('root' in request && request.root === 't') throw Object.assign(new Error('no disk'), { code: 'rootMissing' })
    const pin = { pin: 'offline', kind: 'folder', ...amount, left: { files: 0, names: [] } }
    return [
      { ...pin, path: 'Team/gammalt' },
      { ...pin, path: 'Annat' }
    ]
  })
  expect(await client.pins()).toMatchObject([{ path: 'Annat' }])
  answers.set('conflicts', (request) =>
    'root' in request && request.root === 't' ? [{ copyPath: 'a (c).txt', originalPath: 'a.txt', foundMs: 5 }] : []
  )
  expect(await client.conflicts()).toEqual([{ copyPath: 'Team/a (c).txt', originalPath: 'Team/a.txt', foundMs: 5 }])
  const conflict = (name: string, foundMs: number) => ({ copyPath: name, originalPath: 'a.txt', foundMs })
  answers.set('conflicts', (request) =>
    'root' in request && request.root === 't' ? [] : [conflict('b (c).txt', 1), conflict('a (c).txt', 2)]
  )
  expect((await client.conflicts()).map(({ copyPath }) => copyPath)).toEqual(['a (c).txt', 'b (c).txt'])
  answers.set('find', (request) => ('root' in request && request.root === 'main' ? 'Team/x.txt' : 'y.txt'))
  expect(await client.find('7')).toBe('Team/y.txt')
})

it('folders and how much a root has are told by its own root, in the one tree', async () => {
  answers.set('folders', () => [{ path: 'sub', name: 'sub', hasFolders: true, ...amount }])
  answers.set('usage', () => ({ ...amount, folders: ['sub'] }))
  expect(await client.folders('Team')).toEqual([{ path: 'Team/sub', name: 'sub', hasFolders: true, ...amount }])
  expect(lives[0]?.asked.at(-1)).toEqual({ type: 'folders', root: 't', folder: '' })
  expect(await client.usageOf('t')).toEqual({ ...amount, folders: ['Team/sub'] })
  answers.set('folders', () => [{ path: 'sub' }])
  await expect(client.folders('Team')).rejects.toThrow()
  answers.set('usage', () => {
    throw Object.assign(new Error('no disk'), { code: 'rootMissing' })
  })
  expect(await client.usageOf('t')).toBeUndefined()
})

it('statuses are one that only grows, and how a root is shows in the row of its folder', async () => {
  await vi.advanceTimersByTimeAsync(0)
  changed.length = 0
  const { listeners } = lives[0]!
  listeners.status('main', status({ kind: 'idle', lastSyncMs: 1 }))
  listeners.status('t', status({ kind: 'stopped', code: 'rootMissing', remedy: 'chooseRootAgain', nextTryMs: null }))
  listeners.changed('t', ['', 'sub'])
  listeners.lockedEdit('t', 'f.odt', { ownerName: 'Johan', sinceMs: 0 })
  expect(statuses.map(({ phase }) => phase.kind)).toEqual(['idle', 'stopped'])
  expect(statuses.map(({ sequence }) => sequence)).toEqual([1, 2])
  expect(changed).toEqual(['', 'Team', 'Team/sub', "Team/f.odt is Johan's"])
})

it('a new beginning with other roots: questions wait for it, a pause stays, and everything is looked at anew', async () => {
  await client.pause()
  const restarted = client.restart(start([main]))
  const listed = client.list('Team/sub')
  answers.set('list', () => [])
  await Promise.all([restarted, listed])
  expect(asked()).toEqual(['start', 'pause', 'stop', 'start', 'pause', 'list'])
  expect(lives[0]?.asked.at(-1)).toMatchObject({ root: 'main', folder: 'Team/sub' })
  expect(changed.at(-1)).toBe('')
})

it('a process that cannot begin anew ends, and another one begins as was wished', async () => {
  answers.set('stop', () => {
    throw new Error('stuck')
  })
  await client.restart(start([main]))
  expect(lives[0]?.ended).toBe(true)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(lives).toHaveLength(2)
  expect(lives[1]?.asked[0]).toMatchObject({ type: 'start', start: { roots: [main] } })
})

it('a process that ends is started again, later each time it ends soon, and not after a stop', async () => {
  for (const delayMs of [1_000, 2_000, 4_000]) {
    const before = lives.length
    lives.at(-1)?.listeners.ended(9)
    await expect(client.list('')).rejects.toMatchObject({ code: 'ESYNC' })
    await vi.advanceTimersByTimeAsync(delayMs - 1)
    expect(lives).toHaveLength(before)
    await vi.advanceTimersByTimeAsync(1)
    expect(lives).toHaveLength(before + 1)
  }
  await client.stop()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(lives).toHaveLength(4)
  expect(asked(3)).toEqual(['start', 'stop'])
})
