import { ROOT_ID } from '../core/nodes'
import { ERROR_CODES } from '../errors'
import { META_NAMES } from '../ports'
import type { NodeKind, RemoteNode, SyncedNode, TreeNode } from '../core/nodes'
import type { ConflictRecord, FailureRecord, MetaName, Transfer } from '../ports'

// By hand: a schema library takes longer to load than all of this, and longer for 100,000 rows than reading them.
type Row = readonly unknown[]
type Rows = readonly Row[]

/** The columns of each table, in the order in which they are read and written. */
export const COLUMNS = {
  meta: ['name', 'value'],
  remote: ['id', 'parent', 'name', 'kind', 'etag', 'size', 'mtime', 'permissions', 'checksum', 'listed', 'file_id'],
  synced: [
    'id',
    'parent',
    'name',
    'local_name',
    'kind',
    'remote_id',
    'local_id',
    'etag',
    'size',
    'mtime_ns',
    'ctime_ns',
    'hash'
  ],
  transfer: ['key', 'direction', 'handle', 'etag', 'path'],
  conflict: ['local_id', 'original', 'found_ms'],
  failure: ['key', 'local_id', 'remote_id', 'code', 'attempts', 'next_ms']
} as const
export type Table = keyof typeof COLUMNS

function text(row: Row, column: number): string {
  const value = row[column]
  if (typeof value !== 'string') throw new Error(`not a text: ${String(column)}`)
  return value
}

function integer(row: Row, column: number): number {
  const value = row[column]
  if (!Number.isSafeInteger(value)) throw new Error(`not an integer: ${String(column)}`)
  return value as number
}

function oneOf<T extends string>(row: Row, column: number, allowed: readonly T[]): T {
  const value = text(row, column)
  const found = allowed.find((each) => each === value)
  if (found === undefined) throw new Error(`not known: ${String(column)}`)
  return found
}

const KINDS: readonly NodeKind[] = ['file', 'folder']

function remoteNode(row: Row): RemoteNode {
  return {
    id: text(row, 0),
    parentId: text(row, 1),
    name: text(row, 2),
    kind: oneOf(row, 3, KINDS),
    etag: text(row, 4),
    sizeBytes: integer(row, 5),
    mtimeS: integer(row, 6),
    permissions: text(row, 7),
    checksum: text(row, 8),
    listedEtag: text(row, 9),
    fileId: text(row, 10)
  }
}

function syncedNode(row: Row): SyncedNode {
  return {
    id: text(row, 0),
    parentId: text(row, 1),
    name: text(row, 2),
    localName: text(row, 3),
    kind: oneOf(row, 4, KINDS),
    remoteId: text(row, 5),
    localId: text(row, 6),
    etag: text(row, 7),
    sizeBytes: integer(row, 8),
    mtimeNs: text(row, 9),
    ctimeNs: text(row, 10),
    hash: text(row, 11)
  }
}

/** Rows as nodes; anything that does not fit means that the journal is damaged. */
export const readRemote = (rows: Rows): RemoteNode[] => parentsFirst(rows.map(remoteNode))
export const readSynced = (rows: Rows): SyncedNode[] => parentsFirst(rows.map(syncedNode))
export const readTransfers = (rows: Rows): Transfer[] =>
  rows.map((row) => ({
    key: text(row, 0),
    direction: oneOf(row, 1, ['up', 'down'] as const),
    handle: text(row, 2),
    etag: text(row, 3),
    path: text(row, 4)
  }))
export const readConflicts = (rows: Rows): ConflictRecord[] =>
  rows.map((row) => ({
    localId: text(row, 0),
    originalPath: text(row, 1),
    foundMs: integer(row, 2)
  }))
export const readFailures = (rows: Rows): FailureRecord[] =>
  rows.map((row) => ({
    key: text(row, 0),
    localId: row[1] === null ? undefined : text(row, 1),
    remoteId: row[2] === null ? undefined : text(row, 2),
    code: oneOf(row, 3, ERROR_CODES),
    attempts: integer(row, 4),
    nextTryMs: integer(row, 5)
  }))
export const readMeta = (rows: Rows): Map<MetaName, string> =>
  new Map(rows.map((row) => [oneOf(row, 0, META_NAMES), text(row, 1)]))

/** @throws when a node's parent is missing, or another has its name in it: no tree could be made of them. */
function parentsFirst<N extends TreeNode>(nodes: readonly N[]): N[] {
  const children = new Map<string, Map<string, N>>()
  for (const node of nodes) {
    const siblings = children.get(node.parentId)
    if (siblings === undefined) children.set(node.parentId, new Map([[node.name, node]]))
    else siblings.set(node.name, node)
  }
  const ordered: N[] = []
  const queue = [ROOT_ID]
  for (const id of queue) {
    for (const node of children.get(id)?.values() ?? []) {
      ordered.push(node)
      if (node.kind === 'folder') queue.push(node.id)
    }
  }
  if (ordered.length !== nodes.length) throw new Error('nodes without a place of their own')
  return ordered
}
