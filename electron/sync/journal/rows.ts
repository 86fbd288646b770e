import { z } from 'zod'
import { syncErrorCode } from '../../../shared/model/sync'
import { ROOT_ID } from '../core/nodes'
import { META_NAMES } from '../ports'
import type { RemoteNode, SyncedNode, TreeNode } from '../core/nodes'
import type { ConflictRecord, FailureRecord, MetaName, Transfer } from '../ports'

const text = z.string()
const integer = z.number().int()
const kind = z.enum(['file', 'folder'])

const remoteRow = z
  .object({
    id: text,
    parent: text,
    name: text,
    kind,
    etag: text,
    size: integer,
    mtime: integer,
    permissions: text,
    checksum: text,
    listed: text,
    file_id: text
  })
  .transform((row): RemoteNode => ({
    id: row.id,
    parentId: row.parent,
    name: row.name,
    kind: row.kind,
    etag: row.etag,
    sizeBytes: row.size,
    mtimeS: row.mtime,
    permissions: row.permissions,
    checksum: row.checksum,
    listedEtag: row.listed,
    fileId: row.file_id
  }))

const syncedRow = z
  .object({
    id: text,
    parent: text,
    name: text,
    local_name: text,
    kind,
    remote_id: text,
    local_id: text,
    etag: text,
    size: integer,
    mtime_ns: text,
    ctime_ns: text,
    hash: text
  })
  .transform((row): SyncedNode => ({
    id: row.id,
    parentId: row.parent,
    name: row.name,
    localName: row.local_name,
    kind: row.kind,
    remoteId: row.remote_id,
    localId: row.local_id,
    etag: row.etag,
    sizeBytes: row.size,
    mtimeNs: row.mtime_ns,
    ctimeNs: row.ctime_ns,
    hash: row.hash
  }))

const transferRow = z.object({ key: text, direction: z.enum(['up', 'down']), handle: text, etag: text, path: text })
const conflictRow = z
  .object({ local_id: text, original: text, found_ms: integer })
  .transform((row): ConflictRecord => ({ localId: row.local_id, originalPath: row.original, foundMs: row.found_ms }))
const failureRow = z
  .object({
    key: text,
    local_id: text.nullable(),
    remote_id: text.nullable(),
    code: syncErrorCode,
    attempts: integer,
    next_ms: integer
  })
  .transform((row): FailureRecord => ({
    key: row.key,
    localId: row.local_id ?? undefined,
    remoteId: row.remote_id ?? undefined,
    code: row.code,
    attempts: row.attempts,
    nextTryMs: row.next_ms
  }))
const metaRow = z.object({ name: z.enum(META_NAMES), value: text })

type Rows = readonly Record<string, unknown>[]

/** Rows as nodes; anything that does not fit means that the journal is damaged. */
export const readRemote = (rows: Rows): RemoteNode[] => parentsFirst(z.array(remoteRow).parse(rows))
export const readSynced = (rows: Rows): SyncedNode[] => parentsFirst(z.array(syncedRow).parse(rows))
export const readTransfers = (rows: Rows): Transfer[] => z.array(transferRow).parse(rows)
export const readConflicts = (rows: Rows): ConflictRecord[] => z.array(conflictRow).parse(rows)
export const readFailures = (rows: Rows): FailureRecord[] => z.array(failureRow).parse(rows)
export const readMeta = (rows: Rows): Map<MetaName, string> =>
  new Map(
    z
      .array(metaRow)
      .parse(rows)
      .map((row) => [row.name, row.value])
  )

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
