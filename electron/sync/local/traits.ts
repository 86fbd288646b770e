import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { PRIVATE_FOLDER, isInvalidOnWindows } from '../core/names'
import type { LocalTraits } from '../ports'

/** Asks the disk itself: our own folder, written otherwise, is there only where case is ignored. */
export function probeTraits(root: string): LocalTraits {
  const other = lstatSync(join(root, PRIVATE_FOLDER.toUpperCase()), { throwIfNoEntry: false })
  const ours = lstatSync(join(root, PRIVATE_FOLDER), { throwIfNoEntry: false })
  return {
    foldsCase: other !== undefined && ours !== undefined && other.ino === ours.ino,
    refuses: process.platform === 'win32' ? isInvalidOnWindows : () => false
  }
}
