import { comparableHashes } from './nodes'
import type { Item } from './match'

/** How a file's bytes on one side relate to what both sides last agreed on. */
export type LocalContent = 'same' | 'touched' | 'changed' | 'unknown'
export type RemoteContent = 'same' | 'metadata' | 'changed'

export type ContentDecision = 'none' | 'record' | 'hash' | 'upload' | 'download' | 'conflict'

/** Bytes decide, never the time alone (I6): equal size with another time or identity needs the hash. */
export function localContent(item: Item): LocalContent {
  const { s, l } = item
  if (s === undefined || l === undefined) return 'changed'
  if (l.id === s.localId && l.sizeBytes === s.sizeBytes && l.mtimeNs === s.mtimeNs && l.ctimeNs === s.ctimeNs)
    return 'same'
  if (l.sizeBytes !== s.sizeBytes || s.hash === '') return 'changed'
  if (l.hash === '') return 'unknown'
  return l.hash === s.hash ? 'touched' : 'changed'
}

export function remoteContent(item: Item): RemoteContent {
  const { s, r } = item
  if (s === undefined || r === undefined) return 'changed'
  if (r.id === s.remoteId && r.etag === s.etag) return 'same'
  return r.sizeBytes === s.sizeBytes && comparableHashes(r.checksum, s.hash) && r.checksum === s.hash
    ? 'metadata'
    : 'changed'
}

const TABLE: Readonly<Record<Exclude<LocalContent, 'unknown'>, Readonly<Record<RemoteContent, ContentDecision>>>> = {
  same: { same: 'none', metadata: 'record', changed: 'download' },
  touched: { same: 'record', metadata: 'record', changed: 'download' },
  changed: { same: 'upload', metadata: 'upload', changed: 'conflict' }
}

/** What to do with the bytes of a file that both sides have. */
export function decideContent(item: Item): ContentDecision {
  const { l, r } = item
  if (l === undefined || r === undefined) return 'none'
  const local = localContent(item)
  if (local === 'unknown') return 'hash'
  const decision = TABLE[local][remoteContent(item)]
  return decision === 'conflict' ? settleConflict(l.sizeBytes, l.hash, r.sizeBytes, r.checksum) : decision
}

/** Equal bytes on both sides are no conflict; where the server stores no checksum, the executor compares. */
function settleConflict(localBytes: number, hash: string, remoteBytes: number, checksum: string): ContentDecision {
  if (localBytes !== remoteBytes) return 'conflict'
  if (hash === '') return 'hash'
  return comparableHashes(hash, checksum) && hash === checksum ? 'record' : 'conflict'
}
