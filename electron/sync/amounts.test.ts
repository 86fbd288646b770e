import { beforeEach, describe, expect, it } from 'vitest'
import { openAmounts } from './amounts'
import { Model } from './core/model'
import { ROOT_ID } from './core/nodes'
import { countUsage, listFolders } from './folders'
import { makeLocal, makeRemote, pair } from './testing/trees'
import type { NodeKind } from './core/nodes'

let model: Model

/** On the server alone. */
function there(id: string, parentId: string, name: string, kind: NodeKind, sizeBytes: number): void {
  model.remote.put({ ...makeRemote({ id, parentId, name, kind }), sizeBytes })
}

beforeEach(() => {
  model = new Model()
  const d = pair(model, 'd', undefined, 'd', 'folder')
  const sub = pair(model, 's', d, 'sub', 'folder')
  pair(model, 'f', d, 'f')
  pair(model, 'g', sub, 'g')
  pair(model, 'h', undefined, 'h')
  for (const [id, sizeBytes] of [
    ['rd', 12],
    ['rs', 11]
  ] as const)
    model.remote.put({ ...model.remote.get(id)!, sizeBytes })
  there('rx', 'rs', 'x', 'file', 10)
})

describe('how much there is', () => {
  it('of a folder is all below it, here and on the server', async () => {
    const amount = await openAmounts(model, [], [])
    expect(amount('rd')).toEqual({ sizeBytes: 12, bytesHere: 2, unsent: 0 })
    expect(amount('rs')).toEqual({ sizeBytes: 11, bytesHere: 1, unsent: 0 })
    expect(amount(ROOT_ID)).toEqual({ sizeBytes: 13, bytesHere: 3, unsent: 0 })
  })

  it('of a file is its own, and nothing here when it is on the server alone', async () => {
    const amount = await openAmounts(model, [], [])
    expect(amount('rf')).toEqual({ sizeBytes: 1, bytesHere: 1, unsent: 0 })
    expect(amount('rx')).toEqual({ sizeBytes: 10, bytesHere: 0, unsent: 0 })
    expect(amount('gone')).toEqual({ sizeBytes: 0, bytesHere: 0, unsent: 0 })
  })

  it('counts what the server does not have as it is here, and counts anew when something has changed', async () => {
    expect((await openAmounts(model, [], []))('rd').unsent).toBe(0)
    model.local.put(makeLocal({ id: 'new', parentId: 'ls', name: 'ny', kind: 'file' }))
    model.local.put({ ...model.local.get('lf')!, sizeBytes: 7 })
    const amount = await openAmounts(model, [], ['new', 'lf'])
    expect(amount('rs')).toEqual({ sizeBytes: 11, bytesHere: 2, unsent: 1 })
    expect(amount('rd')).toEqual({ sizeBytes: 12, bytesHere: 9, unsent: 2 })
    expect(amount('rf')).toEqual({ sizeBytes: 1, bytesHere: 7, unsent: 1 })
  })

  it('before the disk has been looked at is what the journal says', async () => {
    for (const id of ['ld', 'lh']) model.local.drop(id)
    expect((await openAmounts(model, [], []))('rd')).toEqual({ sizeBytes: 12, bytesHere: 2, unsent: 0 })
    expect((await openAmounts(model, [], []))(ROOT_ID).bytesHere).toBe(3)
  })

  it('leaves out what another root has, and a size that the server does not know', async () => {
    expect((await openAmounts(model, ['d/sub'], []))('rd').sizeBytes).toBe(1)
    expect((await openAmounts(model, ['d'], []))(ROOT_ID).sizeBytes).toBe(1)
    there('away', ROOT_ID, 'borta', 'folder', -1)
    expect((await openAmounts(model, [], []))('away').sizeBytes).toBe(0)
    expect((await openAmounts(model, [], []))(ROOT_ID).sizeBytes).toBe(13)
  })
})

describe('the folders of the server', () => {
  it('are listed wherever their content is, each with how much is in it', async () => {
    there('rn', 'rd', 'bara där', 'folder', 40)
    expect(
      listFolders(model, await openAmounts(model, [], []), [], '').map(({ path, hasFolders }) => [path, hasFolders])
    ).toEqual([['d', true]])
    expect(listFolders(model, await openAmounts(model, [], []), [], 'd')).toEqual([
      { path: 'd/sub', name: 'sub', hasFolders: false, sizeBytes: 11, bytesHere: 1, unsent: 0 },
      { path: 'd/bara där', name: 'bara där', hasFolders: false, sizeBytes: 40, bytesHere: 0, unsent: 0 }
    ])
    expect(listFolders(model, await openAmounts(model, [], []), [], 'finns inte')).toEqual([])
  })

  it('are without those of other roots', async () => {
    expect(listFolders(model, await openAmounts(model, ['d/sub'], []), ['d/sub'], 'd')).toEqual([])
    expect(countUsage(model, await openAmounts(model, ['d'], []), ['d'])).toMatchObject({ folders: [], sizeBytes: 1 })
    expect(countUsage(model, await openAmounts(model, [], []), [])).toEqual({
      folders: ['d'],
      sizeBytes: 13,
      bytesHere: 3,
      unsent: 0
    })
  })
})
