import { ROOT_ID } from '../core/nodes'
import { ERROR_CODES } from '../errors'
import { META_NAMES } from '../ports'
import type { NodeKind, RemoteNode, SyncedNode, TreeNode } from '../core/nodes'
import type { ConflictRecord, FailureRecord, MetaName, Transfer } from '../ports'

// By hand: a schema library takes longer to load than all of this, and longer for 100,000 rows than reading them.
type Row = Readonly<Record<string, unknown>>
type Rows = readonly Row[]

function text(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw new Error(`not a text: ${column}`)
  return value
}

function integer(row: Row, column: string): number {
  const value = row[column]
  if (!Number.isSafeInteger(value)) throw new Error(`not an integer: ${column}`)
  return value as number
}

function oneOf<T extends string>(row: Row, column: string, allowed: readonly T[]): T {
  const value = text(row, column)
  const found = allowed.find((each) => each === value)
  if (found === undefined) throw new Error(`not known: ${column}`)
  return found
}

const KINDS: readonly NodeKind[] = ['file', 'folder']

function remoteNode(row: Row): RemoteNode {
  return {
    id: text(row, 'id'),
    parentId: text(row, 'parent'),
    name: text(row, 'name'),
    kind: oneOf(row, 'kind', KINDS),
    etag: text(row, 'etag'),
    sizeBytes: integer(row, 'size'),
    mtimeS: integer(row, 'mtime'),
    permissions: text(row, 'permissions'),
    checksum: text(row, 'checksum'),
    listedEtag: text(row, 'listed'),
    fileId: text(row, 'file_id')
  }
}

function syncedNode(row: Row): SyncedNode {
  return {
    id: text(row, 'id'),
    parentId: text(row, 'parent'),
    name: text(row, 'name'),
    localName: text(row, 'local_name'),
    kind: oneOf(row, 'kind', KINDS),
    remoteId: text(row, 'remote_id'),
    localId: text(row, 'local_id'),
    etag: text(row, 'etag'),
    sizeBytes: integer(row, 'size'),
    mtimeNs: text(row, 'mtime_ns'),
    ctimeNs: text(row, 'ctime_ns'),
    hash: text(row, 'hash')
  }
}

/** Rows as nodes; anything that does not fit means that the journal is damaged. */
export const readRemote = (rows: Rows): RemoteNode[] => parentsFirst(rows.map(remoteNode))
export const readSynced = (rows: Rows): SyncedNode[] => parentsFirst(rows.map(syncedNode))
export const readTransfers = (rows: Rows): Transfer[] =>
  rows.map((row) => ({
    key: text(row, 'key'),
    direction: oneOf(row, 'direction', ['up', 'down'] as const),
    handle: text(row, 'handle'),
    etag: text(row, 'etag'),
    path: text(row, 'path')
  }))
export const readConflicts = (rows: Rows): ConflictRecord[] =>
  rows.map((row) => ({
    localId: text(row, 'local_id'),
    originalPath: text(row, 'original'),
    foundMs: integer(row, 'found_ms')
  }))
export const readFailures = (rows: Rows): FailureRecord[] =>
  rows.map((row) => ({
    key: text(row, 'key'),
    localId: row['local_id'] === null ? undefined : text(row, 'local_id'),
    remoteId: row['remote_id'] === null ? undefined : text(row, 'remote_id'),
    code: oneOf(row, 'code', ERROR_CODES),
    attempts: integer(row, 'attempts'),
    nextTryMs: integer(row, 'next_ms')
  }))
export const readMeta = (rows: Rows): Map<MetaName, string> =>
  new Map(rows.map((row) => [oneOf(row, 'name', META_NAMES), text(row, 'value')]))

/** @throws when a node's parent is missing: every node must hang on the root. */
function parentsFirst<N extends TreeNode>(nodes: readonly N[]): N[] {
  const children = new Map<string, N[]>()
  for (const node of nodes) {
    const siblings = children.get(node.parentId)
    if (siblings === undefined) children.set(node.parentId, [node])
    else siblings.push(node)
  }
  const ordered: N[] = []
  const queue = [ROOT_ID]
  for (const id of queue) {
    for (const node of children.get(id) ?? []) {
      ordered.push(node)
      if (node.kind === 'folder') queue.push(node.id)
    }
  }
  if (ordered.length !== nodes.length) throw new Error('nodes without a parent')
  return ordered
}
