import { beforeEach, describe, expect, it } from 'vitest'
import { ROOT_ID } from './core/nodes'
import { SyncState } from './state'
import { FakeJournal } from './testing/fakeJournal'
import { makeLocal, makeRemote, pair } from './testing/trees'
import type { SyncedNode } from './core/nodes'

let journal: FakeJournal
let state: SyncState

beforeEach(() => {
  journal = new FakeJournal()
  state = new SyncState(journal, journal.load())
})

const again = (): SyncState => new SyncState(journal, journal.load())

const rows = (): readonly string[] =>
  [...state.model.synced.nodes()].map(({ id, localId, remoteId }) => `${id} ${localId} ${remoteId}`)

const folder = (id: string, name: string, parent?: SyncedNode): SyncedNode =>
  pair(state.model, id, parent, name, 'folder')

describe('writing down that both sides agree (I11)', () => {
  it('needs both of them', () => {
    pair(state.model, '1', undefined, 'f')
    for (const [localId, remoteId] of [
      ['l1', 'gone'],
      ['gone', 'r1']
    ] as const) {
      expect(() => {
        state.record(localId, remoteId, '1')
      }).toThrow(expect.objectContaining({ code: 'changed' }))
    }
  })

  it('needs both in the same place', () => {
    const d = folder('d', 'd')
    const e = folder('e', 'e')
    const { local, remote } = state.model
    for (const [here, there] of [
      [d.localId, ROOT_ID],
      [ROOT_ID, d.remoteId],
      [d.localId, e.remoteId],
      ['lnew', 'rnew']
    ] as const) {
      for (const tree of [local, remote]) tree.drop(tree === local ? 'lf' : 'rf')
      if (here === 'lnew') local.put(makeLocal({ id: 'lnew', parentId: ROOT_ID, name: 'new', kind: 'folder' }))
      if (there === 'rnew') remote.put(makeRemote({ id: 'rnew', parentId: ROOT_ID, name: 'new', kind: 'folder' }))
      local.put(makeLocal({ id: 'lf', parentId: here, name: 'f', kind: 'file' }))
      remote.put(makeRemote({ id: 'rf', parentId: there, name: 'f', kind: 'file' }))
      expect(() => {
        state.record('lf', 'rf', undefined)
      }).toThrow(expect.objectContaining({ code: 'changed' }))
    }
    expect(rows()).toEqual(['d ld rd', 'e le re'])
  })

  it('leaves each item in one pair: another that had a part of it goes', () => {
    pair(state.model, '1', undefined, 'f')
    pair(state.model, '2', undefined, 'g')
    state.model.remote.drop('r1')
    state.model.remote.put(makeRemote({ id: 'r2', parentId: ROOT_ID, name: 'f', kind: 'file' }))
    state.record('l1', 'r2', undefined)
    expect(rows()).toEqual(['1 l1 r2'])
  })

  it('waits for the folder around it when the two went into each other', () => {
    const a = folder('1', 'a')
    folder('2', 'b', a)
    const { local, remote } = state.model
    local.put(makeLocal({ id: 'l2', parentId: ROOT_ID, name: 'b', kind: 'folder' }))
    remote.put(makeRemote({ id: 'r2', parentId: ROOT_ID, name: 'b', kind: 'folder' }))
    local.put(makeLocal({ id: 'l1', parentId: 'l2', name: 'a', kind: 'folder' }))
    remote.put(makeRemote({ id: 'r1', parentId: 'r2', name: 'a', kind: 'folder' }))
    expect(() => {
      state.record('l1', 'r1', '1')
    }).toThrow(expect.objectContaining({ code: 'changed' }))
    state.record('l2', 'r2', '2')
    state.record('l1', 'r1', '1')
    expect(state.model.synced.path('1')).toBe('b/a')
  })

  it('keeps both when two exchanged their names, with all that is in them', () => {
    const [a, b] = [folder('1', 'a'), folder('2', 'b')]
    pair(state.model, '3', a, 'f')
    pair(state.model, '4', b, 'g')
    for (const [id, name] of [
      ['1', 'free'],
      ['2', 'a'],
      ['1', 'b']
    ] as const) {
      state.model.local.put(makeLocal({ id: `l${id}`, parentId: ROOT_ID, name, kind: 'folder' }))
      state.model.remote.put(makeRemote({ id: `r${id}`, parentId: ROOT_ID, name, kind: 'folder' }))
    }
    for (const id of ['1', '2']) state.record(`l${id}`, `r${id}`, id)
    expect(['1', '2', '3', '4'].map((id) => state.model.synced.path(id))).toEqual(['b', 'a', 'b/f', 'a/g'])
  })

  it('a folder that is a file now has nothing below it', () => {
    const d = folder('1', 'd')
    pair(state.model, '2', d, 'f')
    state.model.local.drop('l1')
    state.model.remote.drop('r1')
    state.model.local.put(makeLocal({ id: 'lf', parentId: ROOT_ID, name: 'd', kind: 'file' }))
    state.model.remote.put(makeRemote({ id: 'rf', parentId: ROOT_ID, name: 'd', kind: 'file' }))
    state.record('lf', 'rf', '1')
    expect(rows()).toEqual(['1 lf rf'])
  })

  it('keeps the hash of what was not read again, and no etag of a folder: that moves with all below it', () => {
    pair(state.model, '1', undefined, 'f')
    folder('2', 'd')
    for (const id of ['1', '2']) state.record(`l${id}`, `r${id}`, id)
    expect(state.model.synced.get('1')).toMatchObject({ hash: 'SHA1:1', etag: '1' })
    expect(state.model.synced.get('2')).toMatchObject({ etag: '' })
  })
})

describe('what an operation found', () => {
  it('takes the place of what was thought to be there', () => {
    for (const name of ['f', 'g']) pair(state.model, name, undefined, name)
    state.putLocal(makeLocal({ id: 'lf', parentId: ROOT_ID, name: 'g', kind: 'file' }))
    state.putRemote(makeRemote({ id: 'rf', parentId: ROOT_ID, name: 'g', kind: 'file' }))
    expect([...state.model.local.nodes()].map(({ id, name }) => [id, name])).toEqual([['lf', 'g']])
    expect([...state.model.remote.nodes()].map(({ id, name }) => [id, name])).toEqual([['rf', 'g']])
  })

  it('leaves in a folder what is in it, and nothing in one that is a file now', () => {
    const d = folder('1', 'd')
    pair(state.model, '2', d, 'f')
    state.putLocal(makeLocal({ id: 'l1', parentId: ROOT_ID, name: 'd', kind: 'folder' }))
    state.putRemote(makeRemote({ id: 'r1', parentId: ROOT_ID, name: 'd', kind: 'folder' }))
    expect([state.model.local.path('l2'), state.model.remote.path('r2')]).toEqual(['d/f', 'd/f'])
    state.putLocal(makeLocal({ id: 'l1', parentId: ROOT_ID, name: 'd', kind: 'file' }))
    expect(state.model.local.get('l2')).toBeUndefined()
  })
})

describe('what the journal is told', () => {
  it('conflicts, transfers and failures are known to the next process, until they are over', () => {
    const key = 'upload:1'
    state.putConflict({ localId: 'l1', originalPath: 'f.txt', foundMs: 1 })
    state.putTransfer({ key, direction: 'up', handle: 't', etag: '1', path: 'f.txt' })
    state.putFailure({ key, localId: 'l1', remoteId: 'r1', code: 'locked', attempts: 1, nextTryMs: 1 })
    state.flush()
    expect([...state.conflicts.keys()]).toEqual(['l1'])
    const next = again()
    expect([next.conflicts.size, next.transfers.size, next.failures.size]).toEqual([1, 1, 1])
    next.dropConflict('l1')
    next.dropTransfer(key)
    next.dropFailure(key)
    next.flush()
    const last = again()
    expect([last.conflicts.size, last.transfers.size, last.failures.size]).toEqual([0, 0, 0])
  })

  it('new rows have numbers that no row of the process before had', () => {
    pair(state.model, '7', undefined, 'f')
    state.flush()
    state = again()
    state.model.local.put(makeLocal({ id: 'lg', parentId: ROOT_ID, name: 'g', kind: 'file' }))
    state.model.remote.put(makeRemote({ id: 'rg', parentId: ROOT_ID, name: 'g', kind: 'file' }))
    state.record('lg', 'rg', undefined)
    expect([...state.model.synced.nodes()].map(({ id }) => id)).toEqual(['7', '8'])
  })

  it('whatever changes takes back the note that all was at rest, a decision of the person as well', () => {
    state.setMeta('rest', 'noted')
    state.flush()
    expect(again().meta('rest')).toBe('noted')
    state.setMeta('pins', '[]')
    state.flush()
    expect(again().meta('rest')).toBe('')
  })

  it('nothing is written when nothing changed', () => {
    state.setMeta('fingerprint', '=')
    state.flush()
    journal.faults.log.length = 0
    state.setMeta('fingerprint', '=')
    state.dropConflict('nobody')
    state.flush()
    expect(journal.faults.log).toEqual([])
  })
})
