import type { JournalChange } from '../ports'
import type { Database } from './database'

/** Prepared statements that write changes of the trees, each batch as one transaction. */
export function applyChanges(database: Database): (changes: readonly JournalChange[]) => void {
  const putRemote = database.prepare('INSERT OR REPLACE INTO remote VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const dropRemote = database.prepare('DELETE FROM remote WHERE id = ?')
  const putSynced = database.prepare('INSERT OR REPLACE INTO synced VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const dropSynced = database.prepare('DELETE FROM synced WHERE id = ?')
  const putTransfer = database.prepare('INSERT OR REPLACE INTO transfer VALUES (?, ?, ?, ?, ?)')
  const dropTransfer = database.prepare('DELETE FROM transfer WHERE key = ?')
  const putConflict = database.prepare('INSERT OR REPLACE INTO conflict VALUES (?, ?, ?)')
  const dropConflict = database.prepare('DELETE FROM conflict WHERE local_id = ?')
  const putFailure = database.prepare('INSERT OR REPLACE INTO failure VALUES (?, ?, ?, ?, ?, ?)')
  const dropFailure = database.prepare('DELETE FROM failure WHERE key = ?')
  const putMeta = database.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)')

  const write = (entry: JournalChange): void => {
    switch (entry.table) {
      case 'remote': {
        if ('drop' in entry.change) {
          dropRemote.run(entry.change.drop)
          return
        }
        const node = entry.change.put
        putRemote.run(
          node.id,
          node.parentId,
          node.name,
          node.kind,
          node.etag,
          // A plain number would be bound as REAL, which a STRICT integer column refuses when it is large.
          BigInt(node.sizeBytes),
          BigInt(node.mtimeS),
          node.permissions,
          node.checksum,
          node.listedEtag,
          node.fileId
        )
        return
      }
      case 'synced': {
        if ('drop' in entry.change) {
          dropSynced.run(entry.change.drop)
          return
        }
        const node = entry.change.put
        putSynced.run(
          node.id,
          node.parentId,
          node.name,
          node.localName,
          node.kind,
          node.remoteId,
          node.localId,
          node.etag,
          BigInt(node.sizeBytes),
          node.mtimeNs,
          node.ctimeNs,
          node.hash
        )
        return
      }
      case 'transfer':
        if ('drop' in entry) dropTransfer.run(entry.drop)
        else putTransfer.run(entry.put.key, entry.put.direction, entry.put.handle, entry.put.etag, entry.put.path)
        return
      case 'conflict':
        if ('drop' in entry) dropConflict.run(entry.drop)
        else putConflict.run(entry.put.localId, entry.put.originalPath, BigInt(entry.put.foundMs))
        return
      case 'failure':
        if ('drop' in entry) dropFailure.run(entry.drop)
        else {
          const { key, localId, remoteId, code, attempts, nextTryMs } = entry.put
          putFailure.run(key, localId ?? null, remoteId ?? null, code, BigInt(attempts), BigInt(Math.round(nextTryMs)))
        }
        return
      case 'meta':
        putMeta.run(entry.name, entry.value)
    }
  }
  return (changes) => {
    database.transaction(() => {
      for (const change of changes) write(change)
    })
  }
}
