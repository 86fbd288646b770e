import { Clock3, HardDriveDownload, Star, Trash2, Users, type LucideIcon } from 'lucide-react'
import type { TextKey } from '../../../shared/i18n'
import type { FilesAbilities } from '../../../shared/model/files'
import type { FilesView } from '../store'

type Across = Exclude<FilesView, 'folder'>

export const viewNames: Readonly<Record<Across, TextKey>> = {
  recent: 'files.recent',
  favourites: 'files.favourites',
  shared: 'files.sharedWithMe',
  offline: 'files.offline',
  trash: 'files.trash'
}

export const viewIcons: Readonly<Record<Across, LucideIcon>> = {
  recent: Clock3,
  favourites: Star,
  shared: Users,
  offline: HardDriveDownload,
  trash: Trash2
}

/** The views that this server can fill, and the one that needs no server. */
export function viewsOf(abilities: FilesAbilities | undefined): Across[] {
  if (!abilities) return ['offline']
  return [
    'recent',
    'favourites',
    ...(abilities.shares ? ['shared' as const] : []),
    'offline',
    ...(abilities.trash ? ['trash' as const] : [])
  ]
}
