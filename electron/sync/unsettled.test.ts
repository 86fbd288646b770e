import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Model } from './core/model'
import { ROOT_ID } from './core/nodes'
import { plan, planAll } from './core/planner'
import { OPEN_RULES } from './core/rules'
import { unsettledPart } from './core/unsettled'
import { runs } from './testing/history'
import type { LocalNode, NodeKind, RemoteNode, SyncedNode } from './core/nodes'
import type { Tree } from './core/tree'

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
    const folders = ['a', 'b', 'c'].map((name) => pair(model, at, undefined, name, 'folder'))
    for (const folder of folders) for (const name of ['d', 'e']) pair(model, at, folder, name, 'file')
    const [first] = folders
    const changed = model.local.childByName(first?.localId ?? '', 'd')
    if (changed !== undefined) model.local.put({ ...changed, sizeBytes: 2 })
    const part = unsettledPart(model)
    expect([...(part?.local.nodes() ?? [])].map(({ name }) => name)).toEqual(['a', 'd', 'e'])
    expect(plan(model).operations).toMatchObject([{ kind: 'upload', localId: changed?.id }])
  })

  it('has nothing to say of trees that agree', () => {
    const model = new Model()
    pair(model, { ids: 0 }, undefined, 'a', 'folder')
    expect(unsettledPart(model)).toBeUndefined()
  })
})

function chooser(choices: readonly number[]): Choose {
  let at = 0
  return (below) => (choices[at++] ?? 0) % below
}

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
    const row = pair(model, at, parent, name, kind)
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

interface Ids {
  ids: number
}

/** One item that both sides have and that was synced. */
function pair(model: Model, at: Ids, parent: SyncedNode | undefined, name: string, kind: NodeKind): SyncedNode {
  at.ids += 1
  const id = String(at.ids)
  model.local.put(makeLocal({ id: `l${id}`, parentId: parent?.localId ?? ROOT_ID, name, kind }))
  model.remote.put(makeRemote({ id: `r${id}`, parentId: parent?.remoteId ?? ROOT_ID, name, kind }))
  const row: SyncedNode = {
    id,
    parentId: parent?.id ?? ROOT_ID,
    name,
    localName: name,
    kind,
    localId: `l${id}`,
    remoteId: `r${id}`,
    etag: kind === 'file' ? '1' : '',
    sizeBytes: 1,
    mtimeNs: '1',
    ctimeNs: '1',
    hash: 'SHA1:1'
  }
  model.synced.put(row)
  return row
}

interface Base {
  readonly id: string
  readonly parentId: string
  readonly name: string
  readonly kind: NodeKind
}

const makeLocal = (base: Base): LocalNode => ({
  ...base,
  sizeBytes: 1,
  mtimeNs: '1',
  ctimeNs: '1',
  hash: '',
  hasIgnored: false,
  isOpen: false
})

const makeRemote = (base: Base): RemoteNode => ({
  ...base,
  etag: '1',
  sizeBytes: 1,
  mtimeS: 1,
  permissions: 'RGDNVWCK',
  checksum: 'SHA1:1',
  listedEtag: '',
  fileId: base.id
})

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
