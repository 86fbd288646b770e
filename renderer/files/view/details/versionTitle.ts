import type { FileVersion } from '../../../../shared/model/files'
import type { Language } from '../../../../shared/model/settings'
import { formatBytes } from '../../../app/format'

/** What a version is known by: who wrote it, else what it is named, else how large it is. */
export const versionTitle = ({ author, label, sizeBytes }: FileVersion, language: Language): string =>
  author ?? label ?? formatBytes(sizeBytes, language)
