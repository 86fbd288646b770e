import type { NodeKind, RemoteNode } from './nodes'

/** The letters of oc:permissions. Unknown (empty) permissions forbid nothing: the server has the last word. */
function has(node: RemoteNode | undefined, letter: string): boolean {
  return node === undefined || node.permissions === '' || node.permissions.includes(letter)
}

export function mayWrite(file: RemoteNode): boolean {
  return has(file, 'W')
}

/** @param parent undefined for the root. */
export function mayAdd(parent: RemoteNode | undefined, kind: NodeKind): boolean {
  return has(parent, kind === 'folder' ? 'K' : 'C')
}

export function mayDelete(node: RemoteNode): boolean {
  return has(node, 'D')
}

export function mayRename(node: RemoteNode): boolean {
  return has(node, 'N')
}

/** Into another folder, which must take it as well. The server wants the right to delete it where it was, too. */
export function mayLeave(node: RemoteNode): boolean {
  return has(node, 'V') && has(node, 'D')
}

/** What a person may not do with the item itself, and whether a folder takes nothing from them. */
export function deniedOf(node: RemoteNode): ('rename' | 'move' | 'delete' | 'add')[] {
  const may = {
    rename: mayRename(node),
    move: mayLeave(node),
    delete: mayDelete(node),
    add: node.kind === 'file' || mayAdd(node, 'file') || mayAdd(node, 'folder')
  }
  return (['rename', 'move', 'delete', 'add'] as const).filter((what) => !may[what])
}

/** On another storage than the person's own: shared by somebody, or mounted. */
export function isInMount({ permissions }: Pick<RemoteNode, 'permissions'>): boolean {
  return /[SM]/u.test(permissions)
}

/** A folder that is a share or an external storage: empty there may mean unreachable. */
export function isMount({ permissions }: Pick<RemoteNode, 'permissions'>): boolean {
  return permissions.includes('M')
}
