import { ROOT_ID } from './nodes'
import type { Model } from './model'

/**
 * True when both sides hold exactly what was synced, each item in its place: then there is nothing to plan. The usual
 * case of a large tree, decided without making anything.
 */
export function isSettled(model: Model): boolean {
  const { local, remote, synced } = model
  if (local.size !== synced.size || remote.size !== synced.size) return false
  for (const s of synced.nodes()) {
    const l = local.get(s.localId)
    const r = remote.get(s.remoteId)
    if (l === undefined || r === undefined || l.kind !== s.kind || r.kind !== s.kind) return false
    if (l.name !== s.localName || r.name !== s.name) return false
    const parent = s.parentId === ROOT_ID ? undefined : synced.get(s.parentId)
    if (l.parentId !== (parent?.localId ?? ROOT_ID) || r.parentId !== (parent?.remoteId ?? ROOT_ID)) return false
    if (s.kind === 'folder') continue
    const isSameHere = l.sizeBytes === s.sizeBytes && l.mtimeNs === s.mtimeNs && l.ctimeNs === s.ctimeNs
    if (!isSameHere || r.etag !== s.etag) return false
  }
  return true
}
