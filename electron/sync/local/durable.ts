import { closeSync, openSync } from 'node:fs'
import { fullSync } from './handles'

const underWay = new Map<string, { readonly running: Promise<void>; next: Promise<void> | undefined }>()

/**
 * Makes new names in a folder durable. Callers that come while one sync runs share the next one.
 * Where a folder can't be synced (Windows), the file system orders names itself.
 */
export function syncFolder(path: string): Promise<void> {
  const entry = underWay.get(path)
  if (entry === undefined) {
    const running = syncNow(path).finally(() => {
      underWay.delete(path)
    })
    underWay.set(path, { running, next: undefined })
    return running
  }
  entry.next ??= entry.running.then(
    () => syncFolder(path),
    () => syncFolder(path)
  )
  return entry.next
}

async function syncNow(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    await fullSync(folder)
  } finally {
    closeSync(folder)
  }
}
