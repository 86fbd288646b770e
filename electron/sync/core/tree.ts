import { ROOT_ID } from './nodes'
import type { TreeNode } from './nodes'

type TreeFault = 'noParent' | 'nameTaken' | 'cycle' | 'parentIsFile' | 'unknownNode'

class TreeError extends Error {
  constructor(
    readonly code: TreeFault,
    id: string
  ) {
    super(`tree: ${code} (${id})`)
  }
}

export type TreeChange<N> = { readonly put: N } | { readonly drop: string }

/** A tree as the planner sees it: all of one, or the part that matters. */
export type TreeView<N extends TreeNode> = Pick<
  Tree<N>,
  'get' | 'nodes' | 'childIds' | 'children' | 'childByName' | 'byPath' | 'isWithin'
>

const NO_CHILDREN: ReadonlyMap<string, string> = new Map()

/** Nodes by identity with an index by parent and name. An invalid state (I10) can't be written. */
export class Tree<N extends TreeNode> {
  readonly #nodes = new Map<string, N>()
  readonly #children = new Map<string, Map<string, string>>()

  /** @param changed told of every change, so that the journal can follow. */
  constructor(private readonly changed: (change: TreeChange<N>) => void = () => undefined) {}

  get size(): number {
    return this.#nodes.size
  }

  get(id: string): N | undefined {
    return this.#nodes.get(id)
  }

  has(id: string): boolean {
    return id === ROOT_ID || this.#nodes.has(id)
  }

  nodes(): IterableIterator<N> {
    return this.#nodes.values()
  }

  childIds(parentId: string): ReadonlyMap<string, string> {
    return this.#children.get(parentId) ?? NO_CHILDREN
  }

  *children(parentId: string): Generator<N> {
    for (const id of this.childIds(parentId).values()) {
      const node = this.#nodes.get(id)
      if (node !== undefined) yield node
    }
  }

  childByName(parentId: string, name: string): N | undefined {
    const id = this.#children.get(parentId)?.get(name)
    return id === undefined ? undefined : this.#nodes.get(id)
  }

  /** The node's path below the root with `/`; the root's is empty. Undefined when an ancestor is missing. */
  path(id: string): string | undefined {
    const names: string[] = []
    for (let at = id; at !== ROOT_ID;) {
      const node = this.#nodes.get(at)
      if (node === undefined || names.length > 100_000) return undefined
      names.push(node.name)
      at = node.parentId
    }
    return names.reverse().join('/')
  }

  byPath(path: string): string | undefined {
    let at = ROOT_ID
    if (path === '') return at
    for (const name of path.split('/')) {
      const child = this.childByName(at, name)
      if (child === undefined) return undefined
      at = child.id
    }
    return at
  }

  /** True when `id` is `ancestorId` or lies below it. */
  isWithin(id: string, ancestorId: string): boolean {
    for (let at: string | undefined = id; at !== undefined; at = this.#nodes.get(at)?.parentId) {
      if (at === ancestorId) return true
      if (at === ROOT_ID) return false
    }
    return false
  }

  /** The node and all below it, parents first. */
  *subtree(id: string): Generator<N> {
    const self = this.#nodes.get(id)
    if (self !== undefined) yield self
    for (const child of this.children(id)) yield* this.subtree(child.id)
  }

  /** Adds or changes a node. Throws TreeError when the tree would become invalid. */
  put(node: N): void {
    if (node.parentId !== ROOT_ID) {
      const parent = this.#nodes.get(node.parentId)
      if (parent === undefined) throw new TreeError('noParent', node.id)
      if (parent.kind !== 'folder') throw new TreeError('parentIsFile', node.id)
    }
    const holder = this.#children.get(node.parentId)?.get(node.name)
    if (holder !== undefined && holder !== node.id) throw new TreeError('nameTaken', node.id)
    const before = this.#nodes.get(node.id)
    if (before !== undefined && before.parentId !== node.parentId && this.isWithin(node.parentId, node.id)) {
      throw new TreeError('cycle', node.id)
    }
    if (before !== undefined) this.#unlink(before)
    this.#nodes.set(node.id, node)
    let siblings = this.#children.get(node.parentId)
    if (siblings === undefined) this.#children.set(node.parentId, (siblings = new Map<string, string>()))
    siblings.set(node.name, node.id)
    this.changed({ put: node })
  }

  /** Takes a node out of its parent's index but keeps it and all below it, until it is put again or dropped. */
  detach(id: string): void {
    const node = this.#nodes.get(id)
    if (node !== undefined) this.#unlink(node)
  }

  /** Removes the node and all below it. */
  drop(id: string): void {
    for (const child of [...this.children(id)]) this.drop(child.id)
    const node = this.#nodes.get(id)
    if (node === undefined) return
    this.#unlink(node)
    this.#nodes.delete(id)
    this.#children.delete(id)
    this.changed({ drop: id })
  }

  #unlink(node: N): void {
    const siblings = this.#children.get(node.parentId)
    if (siblings?.get(node.name) === node.id) siblings.delete(node.name)
  }
}
