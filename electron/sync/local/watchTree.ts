import { sep } from 'node:path'
import { isLockFile } from '../core/openDocuments'
import type { FSWatcher } from 'chokidar'
import type { IgnoreRules } from '../core/ignore'
import type { WatchPort } from '../ports'

/** Watches the root through chokidar, which uses the system's own watch of a whole tree where there is one. Hints only. */
export function watchTree(root: string, ignore: IgnoreRules): WatchPort {
  let watcher: FSWatcher | undefined
  return {
    start: async (hint, lost) => {
      const { watch } = await import('chokidar')
      const started = watch(root, {
        ignoreInitial: true,
        followSymlinks: false,
        persistent: true,
        ignored: (path) => {
          const below = path
            .slice(root.length + 1)
            .split(sep)
            .join('/')
          // Lock files are not synced, but what they say about their documents matters.
          return path !== root && ignore.judge(below) !== 'sync' && !isLockFile(below.slice(below.lastIndexOf('/') + 1))
        }
      })
      watcher = started
      started.on('all', (_event, path) => {
        const below = path.slice(root.length).split(sep).filter(Boolean)
        hint(below.slice(0, -1).join('/'))
      })
      // Too few watches (ENOSPC), too many files (EMFILE), an overflow: only scans can be relied on.
      started.on('error', lost)
      await new Promise<void>((resolve) => {
        started.once('ready', resolve)
      })
    },
    stop: async () => {
      await watcher?.close()
      watcher = undefined
    }
  }
}
