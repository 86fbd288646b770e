import { beforeEach, describe, expect, it } from 'vitest'
import { openEngine } from './engine'
import { DEFAULT_OPTIONS } from './engineOptions'
import { Pair } from './testing/pair'
import { expectBothSides, justBefore, synced, transfers } from './testing/scenario'
import { openView } from './view'
import type { SyncErrorCode } from '../../shared/model/sync'
import type { Fault } from './testing/faults'

let pair: Pair

beforeEach(() => {
  pair = new Pair()
  pair.limits = { ...pair.limits, mayEmpty: true }
})

const LONG = 'a long text that does not fit into a single request at all '.repeat(6)
const tenFiles = (): Record<string, string> =>
  Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`f${String(index)}.txt`, `content ${String(index)}`]))

describe('a server that is not what it was', () => {
  it('case 36: a restored server deletes nothing here, and what is newer here becomes a conflict copy', async () => {
    await synced(pair, { 'old.txt': 'old', 'edited.txt': 'before' })
    pair.disk.write('edited.txt', 'after the backup')
    pair.disk.write('new.txt', 'made after the backup')
    await pair.sync()
    pair.server.write('edited.txt', 'before')
    pair.server.delete('new.txt')
    pair.server.fingerprint = 'restored-2026-11-21'
    await pair.sync()
    expectBothSides(pair, { 'old.txt': 'old', 'edited.txt': 'before', 'new.txt': 'made after the backup' }, [
      'after the backup'
    ])
    expect(pair.disk.trashed).toEqual([])
    pair.server.faults.log.length = 0
    expect((await pair.sync()).operations).toBe(0)
    expect(pair.server.faults.log).toEqual(['root '])
  })

  it('case 37: restored without saying so, with identities used again: asks instead of deleting', async () => {
    const files = tenFiles()
    await synced(pair, files)
    for (const name of Object.keys(files).slice(1)) pair.server.delete(name)
    const reused = [...pair.server.entries.values()].find((entry) => entry.name === 'f0.txt')
    if (reused !== undefined) pair.server.write('f0.txt', 'something else under that identity')
    await pair.sync()
    expect(Object.keys(pair.disk.tree())).toHaveLength(12)
    expect(pair.guard.question).toMatchObject({ side: 'local', count: 11 })
    expect(pair.disk.trashed).toEqual([])
  })

  it('case 38: all etags are new and nothing else: no bytes are sent', async () => {
    await synced(pair, { 'd/': '', 'd/f.txt': 'base', 'g.txt': 'other' })
    pair.server.resetEtags()
    await pair.sync()
    expect(transfers(pair)).toEqual([])
    pair.disk.write('g.txt', 'left edit')
    await pair.sync()
    expectBothSides(pair, { 'd/': '', 'd/f.txt': 'base', 'g.txt': 'left edit' })
  })

  it('case 33: an upload whose parts the server has forgotten begins anew', async () => {
    pair.disk.write('large.txt', LONG)
    let chunks = 0
    pair.server.faults.plan = ({ name }): Fault | undefined =>
      name === 'chunk' && (chunks += 1) === 3 ? { kind: 'crashBefore' } : undefined
    await expect(pair.sync()).rejects.toBeDefined()
    pair.server.uploads.clear()
    pair.restart()
    await pair.sync()
    expectBothSides(pair, { 'large.txt': LONG })
  })

  it('case 34: a file that grows while it is uploaded arrives whole or not at all', async () => {
    pair.disk.write('large.txt', LONG)
    const seen = new Set<string>()
    justBefore(pair, 'disk', 'verify', () => {
      pair.disk.write('large.txt', `${LONG} and more`)
    })
    pair.server.faults.onCall = () => {
      for (const content of Object.values(pair.server.tree())) seen.add(content)
    }
    await pair.sync()
    expectBothSides(pair, { 'large.txt': `${LONG} and more` })
    expect([...seen].filter((content) => content !== `${LONG} and more`)).toEqual([])
    expect(pair.server.uploads.size).toBe(0)
  })
})

describe('a server that refuses', () => {
  it('case 59: a locked file waits, its edit is kept, and neither upload nor deletion is given up', async () => {
    await synced(pair, { 'f.txt': 'base', 'g.txt': 'other', 'h.txt': 'h' })
    pair.disk.write('f.txt', 'left edit')
    pair.disk.delete('g.txt')
    pair.disk.write('h.txt', 'h edited')
    pair.server.faults.plan = ({ name, path }): Fault | undefined =>
      ['put f.txt', 'remove g.txt'].includes(`${name} ${path}`) ? { kind: 'before', code: 'locked' } : undefined
    await pair.sync()
    expect(pair.disk.tree()).toEqual({ 'f.txt': 'left edit', 'h.txt': 'h edited' })
    expect(pair.server.tree()).toEqual({ 'f.txt': 'base', 'g.txt': 'other', 'h.txt': 'h edited' })
    const waits = pair.failures.all()
    expect(waits.map(({ code }) => code)).toEqual(['locked', 'locked'])
    // The server may hold it for its preview alone.
    for (const { nextTryMs } of waits) expect(nextTryMs - pair.clock.ms).toBeLessThan(3_000)
    pair.server.faults.plan = () => undefined
    pair.clock.ms += 3_000
    await pair.sync()
    expectBothSides(pair, { 'f.txt': 'left edit', 'h.txt': 'h edited' })
  })

  it('case 59: a document that is open here is not changed under its program, and is fetched once it is closed', async () => {
    await synced(pair, { 'f.odt': 'base', 'report.docx': 'base' })
    pair.disk.write('.~lock.f.odt#', 'Anna')
    pair.disk.write('~$port.docx', 'Anna')
    pair.server.write('f.odt', 'right')
    pair.server.write('report.docx', 'right')
    await pair.sync()
    expect(pair.disk.tree()).toMatchObject({ 'f.odt': 'base', 'report.docx': 'base' })
    expect(pair.plan.blocked.map(({ reason }) => reason)).toEqual(['openHere', 'openHere'])
    pair.disk.delete('.~lock.f.odt#')
    pair.disk.delete('~$port.docx')
    await pair.sync()
    expectBothSides(pair, { 'f.odt': 'right', 'report.docx': 'right' })
  })

  it('case 61: without room larger files wait untried, smaller ones go on, and all go on when there is room', async () => {
    pair.server.quotaBytes = 40
    for (let index = 0; index < 20; index += 1)
      pair.disk.write(`large ${String(index)}.txt`, 'l'.repeat(50 + (index % 10)))
    pair.disk.write('c small.txt', 'small')
    const order = pair.disk.tree()
    await pair.sync()
    expect(pair.server.tree()).toEqual({ 'c small.txt': 'small' })
    expect(pair.disk.tree()).toEqual(order)
    expect(pair.failures.all().map(({ code }) => code)).toEqual(Array(20).fill('quotaExceeded'))
    expect(transfers(pair).filter((call) => call.includes('large')).length).toBeLessThan(20)
    pair.server.quotaBytes = 10_000
    pair.clock.ms += 60_000
    await pair.sync()
    expect(pair.server.tree()).toEqual(order)
  })

  it.each(['serverError', 'truncated', 'storageUnavailable'] as const)(
    'case 62: with %s at a fifth of all requests both sides become equal, without duplicates',
    async (code: SyncErrorCode) => {
      for (let index = 0; index < 20; index += 1) {
        pair.disk.write(`here ${String(index)}.txt`, `here ${String(index)}`)
        pair.server.write(`there ${String(index)}.txt`, `there ${String(index)}`)
      }
      pair.server.faults.plan = ({ n }) => (n % 5 === 3 ? { kind: n % 2 === 0 ? 'before' : 'after', code } : undefined)
      await pair.syncUntilQuiet(200)
      const tree = pair.disk.tree()
      expect(pair.server.tree()).toEqual(tree)
      expect(Object.keys(tree)).toHaveLength(40)
    }
  )

  it('case 63: maintenance in the middle of a run ends it, deletes nothing, and the next run goes on', async () => {
    const files = tenFiles()
    await synced(pair, files)
    pair.disk.delete('f0.txt')
    for (let index = 0; index < 20; index += 1) pair.disk.write(`new ${String(index)}.txt`, String(index))
    let puts = 0
    pair.server.faults.plan = ({ name }): Fault | undefined =>
      puts > 5 || (name === 'put' && (puts += 1) > 5) ? { kind: 'before', code: 'maintenance' } : undefined
    await expect(pair.sync()).rejects.toMatchObject({ code: 'maintenance' })
    expect(pair.server.tree()).toMatchObject(files)
    pair.server.faults.plan = () => undefined
    await pair.sync()
    expect(pair.server.tree()).toEqual(pair.disk.tree())
    expect(Object.keys(pair.server.tree())).toHaveLength(31)
  })

  it('a failure waits as long as it was told to, also after a restart', async () => {
    pair.disk.write('f.txt', 'f')
    pair.server.faults.plan = ({ name }) => (name === 'put' ? { kind: 'before', code: 'serverError' } : undefined)
    await pair.sync()
    const [failure] = pair.failures.all()
    pair.restart()
    pair.server.faults.plan = () => undefined
    pair.server.faults.log.length = 0
    await pair.sync()
    expect(transfers(pair)).toEqual([])
    expect(pair.failures.all()).toEqual([failure])
    pair.clock.ms += 31_000
    await pair.sync()
    expect(pair.server.tree()).toEqual({ 'f.txt': 'f' })
  })

  it('a folder says whether folders lie in it, here or on the server alone', async () => {
    pair.keep = { pins: new Map(), unsynced: ['d'] }
    for (const path of ['d', 'd/e']) await pair.server.makeFolder(path)
    for (const path of ['a', 'a/b', 'c']) pair.disk.makeDir(path)
    pair.disk.write('c/f.txt', 'f')
    await pair.sync()
    const { state, failures, plan } = pair
    const items = openView(state, { plan, failures, progress: { of: () => undefined }, done: new Set() })('')
    expect(items.map(({ name, hasFolders }) => [name, hasFolders])).toEqual([
      ['a', true],
      ['c', undefined],
      ['d', true]
    ])
  })

  it('every item that is not synced says why, when it is tried again, and what to do', async () => {
    await synced(pair, { 'f.txt': 'f' })
    pair.disk.write('full.txt', 'f')
    pair.serverRefuses.add('bad name')
    pair.disk.write('bad name', 'x')
    pair.server.faults.plan = ({ path }) =>
      path === 'full.txt' ? { kind: 'before', code: 'quotaExceeded' } : undefined
    await pair.sync()
    const { state, failures, plan } = pair
    const progress = { of: () => undefined }
    const items = openView(state, { plan, failures, progress, done: new Set() })('')
    expect(items).toMatchObject([
      { name: 'bad name', state: { kind: 'error', code: 'nameRefused', remedy: 'rename', nextTryMs: null } },
      { name: 'f.txt', state: { kind: 'synced' } },
      {
        name: 'full.txt',
        state: {
          kind: 'error',
          code: 'quotaExceeded',
          remedy: 'freeServerSpace',
          nextTryMs: expect.any(Number) as number
        }
      }
    ])
  })
})

describe('the sign-in', () => {
  async function engine() {
    const events: string[] = []
    const { server: remote, disk: local, journal, clock, random } = pair
    const ports = { remote, local, journal, clock, random, watch: undefined }
    const opened = await openEngine(ports, DEFAULT_OPTIONS, {
      status: (status) => {
        events.push(status.phase.kind === 'stopped' ? `stopped ${status.phase.code}` : status.phase.kind)
      },
      changed: () => undefined,
      lockedEdit: () => undefined,
      wiped: () => {
        events.push('wiped')
      },
      log: () => undefined
    })
    return { opened, events }
  }

  it('case 66: a revoked password stops everything and touches nothing; a new one goes on', async () => {
    await synced(pair, { 'f.txt': 'f' })
    pair.disk.write('f.txt', 'left edit')
    pair.server.faults.plan = ({ name }) => (name.endsWith('Wipe') ? undefined : { kind: 'before', code: 'signedOut' })
    const { opened, events } = await engine()
    await expect(opened.syncNow()).rejects.toMatchObject({ code: 'signedOut' })
    expect(opened.status().phase).toMatchObject({ kind: 'stopped', remedy: 'signInAgain', nextTryMs: null })
    expect(events).not.toContain('wiped')
    expect(pair.disk.tree()).toEqual({ 'f.txt': 'left edit' })
    pair.server.faults.plan = () => undefined
    await opened.syncNow()
    expectBothSides(pair, { 'f.txt': 'left edit' })
  })

  it('case 67: a remote wipe erases everything of the account here and says so to the server', async () => {
    await synced(pair, { 'd/': '', 'd/f.txt': 'f' })
    pair.server.isWiping = true
    pair.server.faults.plan = ({ name }) => (name.endsWith('Wipe') ? undefined : { kind: 'before', code: 'signedOut' })
    const { opened, events } = await engine()
    await expect(opened.syncNow()).rejects.toMatchObject({ code: 'signedOut' })
    expect(events).toContain('wiped')
    expect(pair.disk.tree()).toEqual({})
    expect(pair.journal.synced.size + pair.journal.meta.size).toBe(0)
    expect(pair.server.isWiping).toBe(false)
    expect(pair.server.tree()).toEqual({ 'd/': '', 'd/f.txt': 'f' })
    await opened.stop()
  })
})
