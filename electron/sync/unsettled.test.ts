import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Model } from './core/model'
import { ROOT_ID } from './core/nodes'
import { plan, planAll } from './core/planner'
import { OPEN_RULES } from './core/rules'
import { isSettled, unsettledPart } from './core/unsettled'
import { runs } from './testing/history'
import { makeLocal, makeRemote, pair } from './testing/trees'
import type { LocalNode, RemoteNode, SyncedNode } from './core/nodes'
import type { Tree } from './core/tree'
import type { Base } from './testing/trees'

/** Names that clash where case or the form of Unicode does not count. */
const NAMES = ['a', 'A', 'b', 'B', 'c', 'd', 'e', '\u00e9', 'e\u0301', 'f']

/** Takes the choices of a random history one by one; 0 when there are no more. */
type Choose = (below: number) => number

describe('planning only what is not as it was synced', () => {
  it('comes to the same plan as planning everything, whatever happened on both sides', () => {
    let parts = 0
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 200, maxLength: 400 }), fc.boolean(), (choices, foldsCase) => {
        const model = randomModel(chooser(choices))
        const rules = { ...OPEN_RULES, foldsCase }
        const part = unsettledPart(model)
        if (part !== undefined && part !== model) parts += 1
        expect(plan(model, rules)).toEqual(planAll(model, rules))
      }),
      // The seed is enough to see it again; to make it smaller takes minutes.
      { ...runs(1), endOnFailure: true }
    )
    // Else only whole trees were compared with themselves.
    expect(parts).toBeGreaterThan(runs(1).numRuns / 4)
  })

  it('leaves out what is far from any change', () => {
    const model = new Model()
    const at = { ids: 0 }
    const folders = ['a', 'b', 'c'].map((name) => pair(model, nextId(at), undefined, name, 'folder'))
    for (const folder of folders) for (const name of ['d', 'e']) pair(model, nextId(at), folder, name)
    const [first] = folders
    const changed = model.local.childByName(first?.localId ?? '', 'd')
    if (changed !== undefined) model.local.put({ ...changed, sizeBytes: 2 })
    const part = unsettledPart(model)
    expect([...(part?.local.nodes() ?? [])].map(({ name }) => name)).toEqual(['a', 'd', 'e'])
    expect(plan(model).operations).toMatchObject([{ kind: 'upload', localId: changed?.id }])
  })

  it('has nothing to say of trees that agree', () => {
    const model = new Model()
    pair(model, '1', undefined, 'a', 'folder')
    expect(unsettledPart(model)).toBeUndefined()
  })

  it('forgets what is gone on both sides, though both have as many items as are settled', () => {
    const model = new Model()
    pair(model, '1', undefined, 'a')
    pair(model, '2', undefined, 'b')
    model.local.drop('l2')
    model.remote.drop('r2')
    expect(plan(model).operations).toMatchObject([{ kind: 'forget', syncedId: '2' }])
  })
})

describe('at rest', () => {
  const here = { id: 'new', parentId: ROOT_ID, name: 'new', kind: 'file' } as const
  const changes: Readonly<Record<string, (model: Model) => void>> = {
    'more here': ({ local }) => {
      local.put(makeLocal(here))
    },
    'more there': ({ remote }) => {
      remote.put(makeRemote(here))
    },
    'less here': ({ local }) => {
      local.drop('l1')
    },
    'less there': ({ remote }) => {
      remote.drop('r1')
    },
    'another here': ({ local }) => {
      local.drop('l1')
      local.put(makeLocal({ ...here, name: 'a' }))
    },
    'another there': ({ remote }) => {
      remote.drop('r1')
      remote.put(makeRemote({ ...here, name: 'a' }))
    },
    'a folder here': ({ local }) => {
      local.put(makeLocal({ ...here, id: 'l1', name: 'a', kind: 'folder' }))
    },
    'a folder there': ({ remote }) => {
      remote.put(makeRemote({ ...here, id: 'r1', name: 'a', kind: 'folder' }))
    },
    'moved here': ({ local }) => {
      local.put(makeLocal({ ...here, id: 'l1', name: 'a', parentId: 'l2' }))
    },
    'moved there': ({ remote }) => {
      remote.put(makeRemote({ ...here, id: 'r1', name: 'a', parentId: 'r2' }))
    },
    'moved out here': ({ local }) => {
      local.put(makeLocal({ ...here, id: 'l3', name: 'c' }))
    },
    'one item here in two pairs': ({ local, remote, synced }) => {
      const row = synced.get('1')
      local.put(makeLocal(here))
      remote.put(makeRemote({ ...here, id: 'r4' }))
      if (row !== undefined) synced.put({ ...row, id: '4', name: 'new', remoteId: 'r4' })
    }
  }

  it.each(Object.keys(changes))('is not when there is %s', (name) => {
    const model = new Model()
    pair(model, '1', undefined, 'a')
    const folder = pair(model, '2', undefined, 'b', 'folder')
    pair(model, '3', folder, 'c')
    expect(isSettled(model)).toBe(true)
    changes[name]?.(model)
    expect(isSettled(model)).toBe(false)
  })
})

function chooser(choices: readonly number[]): Choose {
  let at = 0
  return (below) => (choices[at++] ?? 0) % below
}

interface Ids {
  ids: number
}

const nextId = (at: Ids): string => String((at.ids += 1))

/** A tree that was in sync, after changes of all kinds on each side and some lost rows. */
function randomModel(choose: Choose): Model {
  const model = new Model()
  const at = { ids: 0 }
  const folders: (SyncedNode | undefined)[] = [undefined]
  for (let count = 20 + choose(20); count > 0; count -= 1) {
    const kind = choose(3) === 0 ? 'folder' : 'file'
    const parent = folders[choose(folders.length)]
    const name = NAMES[choose(NAMES.length)] ?? ''
    if (model.synced.childByName(parent?.id ?? ROOT_ID, name) !== undefined) continue
    const row = pair(model, nextId(at), parent, name, kind)
    if (kind === 'folder') folders.push(row)
  }
  for (let count = choose(6); count > 0; count -= 1) change(model.local, choose, at, makeLocal)
  for (let count = choose(6); count > 0; count -= 1) change(model.remote, choose, at, makeRemote)
  for (let count = choose(3); count > 0; count -= 1) {
    const row = pick([...model.synced.nodes()], choose)
    if (row !== undefined) model.synced.drop(row.id)
  }
  return model
}

/** One change on one side: new, edited, renamed, moved, deleted, replaced by another of the same name. */
function change<N extends LocalNode | RemoteNode>(
  tree: Tree<N>,
  choose: Choose,
  at: Ids,
  make: (base: Base) => LocalNode | RemoteNode
): void {
  const nodes = [...tree.nodes()]
  const node = pick(nodes, choose)
  const folder = pick([undefined, ...nodes.filter(({ kind }) => kind === 'folder')], choose)?.id ?? ROOT_ID
  const name = NAMES[choose(NAMES.length)] ?? ''
  const isFree = tree.childByName(folder, name) === undefined
  const put = (next: LocalNode | RemoteNode): void => {
    tree.put(next as N)
  }
  at.ids += 1
  const id = `n${String(at.ids)}`
  switch (choose(6)) {
    case 0:
      if (isFree) put(make({ id, parentId: folder, name, kind: choose(2) === 0 ? 'file' : 'folder' }))
      return
    case 1:
      if (node?.kind !== 'file') return
      if ('etag' in node) put({ ...node, etag: '2', sizeBytes: 1 + choose(2), checksum: '' })
      else put({ ...node, mtimeNs: '2', sizeBytes: 1 + choose(2), hash: choose(2) === 0 ? '' : 'SHA1:2' })
      return
    case 2:
      if (node !== undefined && tree.childByName(node.parentId, name) === undefined) put({ ...node, name })
      return
    case 3:
      if (node !== undefined && isFree && !tree.isWithin(folder, node.id)) put({ ...node, parentId: folder, name })
      return
    case 4:
      if (node !== undefined) tree.drop(node.id)
      return
    case 5:
      if (node === undefined) return
      tree.drop(node.id)
      put(make({ id, parentId: node.parentId, name: node.name, kind: node.kind }))
      return
  }
}

function pick<T>(from: readonly T[], choose: Choose): T | undefined {
  return from[choose(Math.max(from.length, 1))]
}
