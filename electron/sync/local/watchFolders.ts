import { lstatSync, readdirSync, watch } from 'node:fs'
import { join } from 'node:path'
import { isLockFile } from '../core/openDocuments'
import type { FSWatcher } from 'node:fs'
import type { IgnoreRules } from '../core/ignore'
import type { WatchPort } from '../ports'

/** So many folders are opened in one go; then whatever else waits has its turn. */
const FOLDERS_AT_ONCE = 100
/** The system keeps some 16,000 events for us and drops what comes after them, without a word that reaches Node. */
const BURST_EVENTS = 8000
const BURST_MS = 1000

/**
 * Watches each folder of the root by itself, with the system's own watch and nothing kept about files (Linux): for
 * 100,000 files in 5,000 folders that takes 15 MB, where chokidar takes 540 (docs/decisions/folder-watch.md). Hints
 * only: what was missed, a scan finds.
 */
export function watchFolders(root: string, ignore: IgnoreRules): WatchPort {
  const watchers = new Map<string, FSWatcher>()
  let isStopped = false
  const hasStopped = (): boolean => isStopped
  let burst = { startMs: 0, events: 0 }

  const closeBelow = (path: string): void => {
    // Most names that come and go are files', and what is watched below a folder is watched with it.
    if (!watchers.has(path)) return
    for (const [at, watcher] of watchers) {
      if (at !== path && !at.startsWith(`${path}/`)) continue
      watchers.delete(at)
      watcher.close()
    }
  }
  const closeAll = (): void => {
    for (const watcher of watchers.values()) watcher.close()
    watchers.clear()
  }

  return {
    start: async (hint, lost) => {
      const fail = (): void => {
        if (isStopped) return
        isStopped = true
        closeAll()
        lost()
      }
      const heard = (folder: string, name: string | null, isRename: boolean): void => {
        if (isStopped || (name !== null && !isHeard(below(folder, name), ignore))) return
        const nowMs = Date.now()
        if (nowMs - burst.startMs > BURST_MS) burst = { startMs: nowMs, events: 0 }
        burst.events += 1
        hint(folder)
        // Some may have been dropped: every folder is worth a look, once.
        if (burst.events === BURST_EVENTS) for (const path of watchers.keys()) hint(path)
        if (!isRename || name === null) return
        try {
          follow(below(folder, name))
        } catch {
          // A place that may not be looked at: only scans can be relied on.
          fail()
        }
      }
      /** A name came or went: folders are watched where they are now. */
      const follow = (path: string): void => {
        const stats = lstatSync(join(root, path), { throwIfNoEntry: false })
        closeBelow(path)
        if (stats?.isDirectory() !== true || !isWatched(path, ignore)) return
        // What was put into it before it was watched is found by the scan that this asks for.
        hint(path)
        open([path]).catch(fail)
      }
      const open = async (paths: string[]): Promise<void> => {
        for (let path = paths.pop(), count = 1; path !== undefined && !isStopped; path = paths.pop(), count += 1) {
          if (count % FOLDERS_AT_ONCE === 0) {
            await new Promise((resolve) => setImmediate(resolve))
            if (hasStopped()) return
          }
          for (const name of watchOne(path)) {
            const child = below(path, name)
            if (isWatched(child, ignore)) paths.push(child)
          }
        }
      }
      /** @returns the folders in it; none when it went away meanwhile, for the one around it says so. */
      const watchOne = (path: string): readonly string[] => {
        if (watchers.has(path)) return []
        try {
          const watcher = watch(join(root, path), { persistent: false }, (event, name) => {
            heard(path, name, event === 'rename')
          })
          // Too few watches (ENOSPC), too many files (EMFILE): only scans can be relied on.
          watcher.on('error', fail)
          watchers.set(path, watcher)
          const entries = readdirSync(join(root, path), { withFileTypes: true })
          return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
        } catch (error) {
          if (error instanceof Error && 'code' in error && error.code === 'ENOENT' && path !== '') return []
          throw error
        }
      }
      await open(['']).catch(fail)
    },
    stop: () => {
      isStopped = true
      closeAll()
      return Promise.resolve()
    }
  }
}

/** Lock files are not synced, but what they say about their documents matters. */
function isHeard(path: string, ignore: IgnoreRules): boolean {
  return isWatched(path, ignore) || isLockFile(path.slice(path.lastIndexOf('/') + 1))
}

function isWatched(path: string, ignore: IgnoreRules): boolean {
  return ignore.judge(path) === 'sync'
}

function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}
