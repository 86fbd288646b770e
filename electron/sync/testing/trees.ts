import { ROOT_ID } from '../core/nodes'
import type { Model } from '../core/model'
import type { LocalNode, NodeKind, RemoteNode, SyncedNode } from '../core/nodes'

export interface Base {
  readonly id: string
  readonly parentId: string
  readonly name: string
  readonly kind: NodeKind
}

export const makeLocal = (base: Base): LocalNode => ({
  ...base,
  sizeBytes: 1,
  mtimeNs: '1',
  ctimeNs: '1',
  hash: '',
  hasIgnored: false,
  isOpen: false
})

export const makeRemote = (base: Base): RemoteNode => ({
  ...base,
  etag: '1',
  sizeBytes: 1,
  mtimeS: 1,
  permissions: 'RGDNVWCK',
  checksum: 'SHA1:1',
  listedEtag: '',
  fileId: base.id
})

/** One item that both sides have and that was synced: `l` and `r` before the id are its names on the two sides. */
export function pair(
  model: Model,
  id: string,
  parent: SyncedNode | undefined,
  name: string,
  kind: NodeKind = 'file'
): SyncedNode {
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
