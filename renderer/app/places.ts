import { Folder, MessageSquare, type LucideIcon } from 'lucide-react'
import type { TextKey } from '../../shared/i18n'
import type { Account } from '../../shared/model/account'
import type { Place } from './store'

interface RailPlace {
  readonly place: Place
  readonly icon: LucideIcon
  readonly label: TextKey
}

/** The places that this account has, in the order of the rail and of Ctrl+1, Ctrl+2 … */
export function placesOf({ hasFiles }: Account): RailPlace[] {
  const chat: RailPlace = { place: 'chat', icon: MessageSquare, label: 'app.chat' }
  const files: RailPlace = { place: 'files', icon: Folder, label: 'app.files' }
  return hasFiles ? [chat, files] : [chat]
}
