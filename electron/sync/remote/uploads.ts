import { utf8Length } from '../core/names'
import { SyncError } from '../errors'

/**
 * Goes with every change of a file: the person's own lock of it is meant to be passed by. The app files_lock refused
 * even its owner without this until Nextcloud 25, and does not ask for it since. Other locks hold all the same.
 */
export const PASSES_OWN_LOCK = { 'x-user-lock': '1' } as const

/** Nextcloud takes no time from 1970's first day (MtimeSanitizer), and says so with a 500 when it has the file already. */
const FIRST_TIME_S = 24 * 3600

/** The time of a file that goes up; without it the server gives the time of the upload. */
export function timeHeader(mtimeS: number): Record<string, string> {
  return mtimeS > FIRST_TIME_S ? { 'x-oc-mtime': String(mtimeS) } : {}
}

/** While a file arrives it has a longer name (`.ocTransferId` and a number, `.part`), and disks take 255 bytes. */
const LONGEST_NAME_BYTES = 255 - '.ocTransferId2147483647.part'.length

/**
 * A name that is refused without a word of it: one that is too long with a 500 and a text in the person's language, one
 * that every Nextcloud has on its list with a 403.
 */
export function explainUpload(path: string, error: unknown): unknown {
  if (!(error instanceof SyncError)) return error
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (error.code === 'noPermission' && name.toLowerCase() === '.htaccess')
    return new SyncError('nameRefused', 'a name that the web server would take for its own', { cause: error })
  if (error.code !== 'serverError' || utf8Length(name) <= LONGEST_NAME_BYTES) return error
  return new SyncError('nameRefused', 'the name is too long for a file that arrives', { cause: error })
}
