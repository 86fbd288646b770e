import { USUAL_IGNORES } from '../core/ignore'
import { watchFolders } from './watchFolders'
import { watchTree } from './watchTree'
import type { IgnoreRules } from '../core/ignore'
import type { WatchPort } from '../ports'

/**
 * Watches the root. Windows and macOS watch whole trees themselves, through chokidar; Linux watches single folders
 * (docs/decisions/folder-watch.md).
 */
export function watchRoot(root: string, ignore: IgnoreRules = USUAL_IGNORES): WatchPort {
  return process.platform === 'linux' ? watchFolders(root, ignore) : watchTree(root, ignore)
}
