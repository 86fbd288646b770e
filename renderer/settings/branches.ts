import type { SyncAmount, SyncFolder } from '../../shared/model/sync'

/** A folder in the tree, as it is shown. */
export interface Branch extends SyncAmount {
  readonly path: string
  readonly name: string
  /** 1 at the root. */
  readonly level: number
  /** Undefined where there is nothing to open. */
  readonly isOpen: boolean | undefined
  /** Its place among those that lie beside it, from 1, and how many these are. */
  readonly position: number
  readonly beside: number
}

/** The rows of a tree, from top to bottom. `within` holds what has been read of the folders. */
export function branchesOf(
  root: SyncFolder,
  within: ReadonlyMap<string, readonly SyncFolder[]>,
  open: ReadonlySet<string>
): readonly Branch[] {
  const branches: Branch[] = []
  const add = ({ hasFolders, ...folder }: SyncFolder, level: number, position: number, beside: number): void => {
    const isOpen = hasFolders ? open.has(folder.path) : undefined
    branches.push({ ...folder, level, isOpen, position, beside })
    const below = isOpen === true ? (within.get(folder.path) ?? []) : []
    for (const [index, one] of below.entries()) add(one, level + 1, index + 1, below.length)
  }
  add(root, 1, 1, 1)
  return branches
}

/** What a key does in a tree: goes to another row, or opens or closes the one that has the focus. */
export type Step =
  { readonly kind: 'go'; readonly to: number } | { readonly kind: 'open' | 'close'; readonly path: string }

/** @param fitting how many rows are in sight. */
export function stepOf(key: string, branches: readonly Branch[], at: number, fitting: number): Step | undefined {
  const branch = branches[at]
  if (!branch) return undefined
  const last = branches.length - 1
  const go = (to: number): Step => ({ kind: 'go', to: Math.max(0, Math.min(last, to)) })
  switch (key) {
    case 'ArrowDown':
      return go(at + 1)
    case 'ArrowUp':
      return go(at - 1)
    case 'PageDown':
      return go(at + fitting)
    case 'PageUp':
      return go(at - fitting)
    case 'Home':
      return go(0)
    case 'End':
      return go(last)
    case 'ArrowRight':
      if (branch.isOpen === false) return { kind: 'open', path: branch.path }
      return branch.isOpen === true && (branches[at + 1]?.level ?? 0) > branch.level ? go(at + 1) : undefined
    case 'ArrowLeft':
      if (branch.isOpen === true) return { kind: 'close', path: branch.path }
      return branch.level > 1 ? go(branches.slice(0, at).findLastIndex(({ level }) => level < branch.level)) : undefined
    default:
      return undefined
  }
}
