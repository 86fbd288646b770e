import type { Translate } from '../app/text'
import { nameOf } from './sort'

/** What a folder is called; the root has no name of its own. */
export const folderName = (path: string, t: Translate): string => (path === '' ? t('files.myFiles') : nameOf(path))
