import { beforeEach, describe, expect, it } from 'vitest'
import { openAmounts } from './amounts'
import { ROOT_ID } from './core/nodes'
import { followUnsynced, listPins, loadKeep, setPin } from './keep'
import { SyncState } from './state'
import { FakeJournal } from './testing/fakeJournal'
import { makeLocal, pair } from './testing/trees'

let journal: FakeJournal
let state: SyncState

beforeEach(() => {
  journal = new FakeJournal()
  state = new SyncState(journal, journal.load())
})

const again = (): SyncState => new SyncState(journal, journal.load())

describe('what the person decided to keep here', () => {
  it('is in the journal at once, and no more when it is taken back', () => {
    pair(state.model, '1', undefined, 'f')
    expect(setPin(state, 'f', 'onlineOnly')).toBe(true)
    expect([...loadKeep(again(), []).pins]).toEqual([['r1', 'onlineOnly']])
    setPin(state, 'f', undefined)
    expect(loadKeep(again(), []).pins.size).toBe(0)
  })

  it('is about what the server has, by the name that it has here', async () => {
    const row = pair(state.model, '1', undefined, 'f')
    state.model.local.put(makeLocal({ id: 'l1', parentId: ROOT_ID, name: 'f (case clash)', kind: 'file' }))
    state.model.synced.put({ ...row, localName: 'f (case clash)' })
    expect([setPin(state, 'f (case clash)', 'offline'), setPin(state, 'unknown', 'offline')]).toEqual([true, false])
    expect(listPins(state, await openAmounts(state.model, [], []))).toMatchObject([
      { path: 'f', pin: 'offline', kind: 'file', sizeBytes: 1, bytesHere: 1 }
    ])
    state.model.remote.drop('r1')
    expect(listPins(state, await openAmounts(state.model, [], []))).toEqual([])
  })

  it('tells what is still here of what is to be online only, and nothing of what was decided about by itself', async () => {
    const d = pair(state.model, 'd', undefined, 'd', 'folder')
    const sub = pair(state.model, 's', d, 'sub', 'folder')
    pair(state.model, '1', d, 'a')
    for (const name of ['b', 'c', 'e']) pair(state.model, name, sub, name)
    const amount = await openAmounts(state.model, [], [])
    const left = (path: string) => listPins(state, amount).find((pin) => pin.path === path)?.left
    setPin(state, 'd', 'onlineOnly')
    expect(left('d')).toMatchObject({ files: 4 })
    expect(left('d')?.names).toHaveLength(3)
    setPin(state, 'd/sub', 'offline')
    expect([left('d'), left('d/sub')]).toEqual([
      { files: 1, names: ['a'] },
      { files: 0, names: [] }
    ])
    setPin(state, '', 'onlineOnly')
    setPin(state, 'd', undefined)
    expect(left('')).toEqual({ files: 1, names: ['a'] })
    setPin(state, 'd/a', 'onlineOnly')
    expect([left(''), left('d/a')]).toEqual([
      { files: 0, names: [] },
      { files: 1, names: ['a'] }
    ])
    state.model.local.drop('ld')
    expect(left('d/a')).toEqual({ files: 0, names: [] })
  })

  it.each(['{}', 'null', '["r1"]', '[["r1", "sometimes"], [1, "offline"], ["r1"], null, ["r2", "offline"]]'])(
    'is left out where it makes no sense: %s',
    (text) => {
      state.setMeta('pins', text)
      expect([...loadKeep(state, []).pins]).toEqual(text.includes('r2') ? [['r2', 'offline']] : [])
    }
  )

  it.each(['{}', 'null', '["d"]', '[["d"], null, [1, "r1"], ["d", 1]]', '[["d", "gone"]]'])(
    'what is left out is found by its path where the journal makes no sense: %s',
    (text) => {
      pair(state.model, '1', undefined, 'd', 'folder')
      state.setMeta('unsynced', text)
      expect([...followUnsynced(state, ['d', 'unknown'])]).toEqual([['d', 'd']])
      expect(state.meta('unsynced')).toBe('[["d","r1"]]')
      state.setMeta('unsynced', text)
      expect(followUnsynced(state, []).size).toBe(0)
    }
  )
})
