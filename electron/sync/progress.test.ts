import { beforeEach, expect, it } from 'vitest'
import { ROOT_ID } from './core/nodes'
import { Progress } from './progress'
import { SyncState } from './state'
import { FakeJournal } from './testing/fakeJournal'
import { makeRemote } from './testing/trees'
import type { Operation } from './core/operations'

let progress: Progress

beforeEach(() => {
  const journal = new FakeJournal()
  const state = new SyncState(journal, journal.load())
  for (const [id, sizeBytes] of [
    ['r1', 10],
    ['r2', 20],
    ['r3', 30]
  ] as const)
    state.model.remote.put({ ...makeRemote({ id, parentId: ROOT_ID, name: id, kind: 'file' }), sizeBytes })
  progress = new Progress(state, { nowMs: () => 0, after: () => () => undefined })
})

const download = (remoteId: string): Operation => ({
  kind: 'download',
  key: remoteId,
  syncedId: undefined,
  remoteId,
  replaces: undefined,
  parent: { id: ROOT_ID },
  name: remoteId
})
const [first, second, third] = ['r1', 'r2', 'r3'].map(download) as [Operation, Operation, Operation]
const counts = () => {
  const { filesDone, filesTotal, bytesDone, bytesTotal } = progress.snapshot()
  return { filesDone, filesTotal, bytesDone, bytesTotal }
}

it('counts what is done of what was planned', () => {
  progress.expect([first, second])
  progress.start(first)
  progress.at('r1', 4)
  expect(counts()).toEqual({ filesDone: 0, filesTotal: 2, bytesDone: 4, bytesTotal: 30 })
  progress.end(first, true)
  expect(counts()).toEqual({ filesDone: 1, filesTotal: 2, bytesDone: 10, bytesTotal: 30 })
})

it('what a later plan leaves out is no longer to come; what is done stays, and what failed is as if it had not been', () => {
  progress.expect([first, second, third])
  progress.start(first)
  progress.end(first, true)
  progress.start(second)
  progress.at('r2', 5)
  progress.end(second, false)
  expect(counts()).toEqual({ filesDone: 1, filesTotal: 2, bytesDone: 10, bytesTotal: 40 })
  progress.expect([second])
  expect(counts()).toEqual({ filesDone: 1, filesTotal: 2, bytesDone: 10, bytesTotal: 30 })
  progress.expect([first, second])
  expect(counts()).toEqual({ filesDone: 1, filesTotal: 2, bytesDone: 10, bytesTotal: 30 })
})
