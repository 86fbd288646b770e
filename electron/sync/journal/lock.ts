import { rmSync } from 'node:fs'
import { openDatabase } from './database'
import { isBusy, isNoDatabase } from './refusals'
import { SyncError } from '../errors'

/**
 * Holds a file for this process alone until it ends, however it ends: the system lets go of it (case 75).
 * @returns what lets go of it. @throws SyncError `rootBusy` when another process holds it.
 */
export function holdFile(path: string): () => void {
  try {
    return hold(path)
  } catch (cause) {
    if (!isNoDatabase(cause)) throw cause
    // A power cut or a backup left something else under this name. Nobody can hold that, and there is nothing in it to lose.
    rmSync(path)
    return hold(path)
  }
}

function hold(path: string): () => void {
  const database = openDatabase(path, 0)
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    database.close()
    if (isBusy(cause)) throw new SyncError('rootBusy', 'another process keeps this folder in sync', { cause })
    throw cause
  }
  return () => {
    database.close()
  }
}
