import { expect, it } from 'vitest'
import { Pair } from './testing/pair'
import { synced } from './testing/scenario'
import { SyncState } from './state'
import { FakeJournal } from './testing/fakeJournal'
import { makeLocal } from './testing/trees'
import { YoungFiles } from './young'
import { ROOT_ID } from './core/nodes'
import type { Operation } from './core/operations'

const NOW_MS = 1_000_000
const upload = (localId: string): Operation => ({
  kind: 'upload',
  key: localId,
  syncedId: undefined,
  localId,
  replaces: undefined,
  parent: { id: ROOT_ID },
  name: localId
})

function youngFiles(minAgeMs: number): { readonly young: YoungFiles; readonly state: SyncState } {
  const journal = new FakeJournal()
  const state = new SyncState(journal, journal.load())
  for (const [id, ageMs] of Object.entries({ fresh: 1000, fresher: 500, old: 5000, future: -1000 })) {
    const ctimeNs = String((NOW_MS - ageMs) * 1e6)
    state.model.local.put({ ...makeLocal({ id, parentId: ROOT_ID, name: id, kind: 'file' }), ctimeNs })
  }
  return { state, young: new YoungFiles(minAgeMs, { nowMs: () => NOW_MS, after: () => () => undefined }) }
}

it('a file that was changed a moment ago waits until it is quiet; one with a time in the future does not', () => {
  const { young, state } = youngFiles(5000)
  const held = ['fresher', 'fresh', 'old', 'future', 'gone'].filter((id) => young.holds(state, upload(id)))
  expect(held).toEqual(['fresher', 'fresh'])
  expect(young.untilMs).toBe(NOW_MS + 4500)
  young.reset()
  expect(young.untilMs).toBeUndefined()
})

it('none waits when the person asks for everything now, or none is to wait', () => {
  const { young, state } = youngFiles(5000)
  young.isOff = true
  expect(young.holds(state, upload('fresh'))).toBe(false)
  const all = youngFiles(0)
  expect(all.young.holds(all.state, upload('fresh'))).toBe(false)
})

it('only what is uploaded waits: names, folders and deletions do not', async () => {
  const pair = new Pair()
  await synced(pair, { 'f.txt': 'f', 'g.txt': 'g', 'h.txt': 'h' })
  pair.minAgeMs = 1e15
  pair.restart()
  pair.clock.ms = 1e9
  pair.disk.rename('f.txt', 'renamed.txt')
  pair.disk.delete('g.txt')
  pair.disk.makeDir('d')
  pair.disk.write('new.txt', 'new')
  await pair.sync()
  expect(pair.server.tree()).toEqual({ 'd/': '', 'renamed.txt': 'f', 'h.txt': 'h' })
})
