import {
  CircleX,
  Cloud,
  CloudDownload,
  Copy,
  ExternalLink,
  FolderInput,
  FolderSearch,
  FolderSync,
  History,
  Link,
  MessageSquareShare,
  PanelTop,
  PencilLine,
  Share2,
  Trash2,
  type LucideIcon
} from 'lucide-react'
import type { TextKey } from '../../shared/i18n'
import type { FilesAbilities } from '../../shared/model/files'
import { openDocument } from '../document/commands'
import { isEditable } from '../document/editable'
import { keep, openItem, revealItem, showVersions } from './commands'
import { deletePaths } from './deleting'
import { copyLink } from './remote'
import { isDenied } from './rights'
import { openDialog, type FileItem } from './store'

/** Something to do with the selected items. */
export interface ItemAction {
  readonly label: TextKey
  readonly icon: LucideIcon
  readonly isDanger?: boolean
  /** It is done by the server, or carried out there at once: not while it is away. */
  readonly isRemote?: boolean
  /** The server's rights keep the person from it. */
  readonly isDenied?: boolean
  readonly run: () => void
}

/** What can be done with these items here, most used first. What the server does not offer is not there. */
export function actionsFor(items: readonly FileItem[], abilities: FilesAbilities | undefined): ItemAction[] {
  const [item] = items
  if (!item) return []
  return items.length === 1
    ? [...actionsForOne(item, abilities), ...actionsForAll(items)]
    : [...keepActions(items), ...actionsForAll(items)]
}

function actionsForOne(item: FileItem, abilities: FilesAbilities | undefined): ItemAction[] {
  const { fileId } = item
  const isLocal = item.state.kind !== 'onlineOnly' || item.kind === 'folder'
  const actions: ItemAction[] = [{ label: 'files.open', icon: ExternalLink, run: () => void openItem(item) }]
  if (fileId !== null && item.kind === 'file' && isEditable(item.name, abilities?.editable ?? []))
    actions.push({ label: 'files.openHere', icon: PanelTop, isRemote: true, run: () => void openDocument(item) })
  if (isLocal) actions.push({ label: 'files.reveal', icon: FolderSearch, run: () => void revealItem(item) })
  actions.push(...keepActions([item]))
  if (fileId !== null && item.pin !== undefined)
    actions.push({ label: 'files.keepAsFolder', icon: FolderSync, run: () => void keep([item], null) })
  if (fileId !== null) {
    if (abilities?.shares === true)
      actions.push({
        label: 'files.shareWith',
        icon: Share2,
        isRemote: true,
        run: () => openDialog({ kind: 'share', item })
      })
    actions.push({
      label: 'files.share',
      icon: MessageSquareShare,
      run: () => openDialog({ kind: 'shareInRoom', item })
    })
    actions.push({ label: 'files.copyLink', icon: Link, run: () => void copyLink(fileId) })
    if (abilities?.versions === true && item.kind === 'file')
      actions.push({ label: 'files.versions', icon: History, isRemote: true, run: () => showVersions(true) })
  }
  if (isLocal)
    actions.push({
      label: 'files.rename',
      icon: PencilLine,
      isDenied: isDenied([item], 'rename'),
      run: () => openDialog({ kind: 'rename', item })
    })
  return actions
}

/** Brings items to this computer as long as one of them is not here, else takes them from it. */
function keepActions(items: readonly FileItem[]): ItemAction[] {
  if (items.every(isFetching))
    return [{ label: 'files.cancelFetch', icon: CircleX, run: () => void keep(items, 'onlineOnly') }]
  // What is not uploaded yet cannot be on the server alone.
  if (items.some(({ fileId }) => fileId === null)) return []
  const away = items.filter(({ state, pin }) => state.kind === 'onlineOnly' || pin === 'onlineOnly')
  return away.length > 0
    ? [{ label: 'files.keepHere', icon: CloudDownload, isRemote: true, run: () => void keep(away, 'offline') }]
    : [{ label: 'files.keepOnline', icon: Cloud, run: () => void keep(items, 'onlineOnly') }]
}

/** A file that the person wants on this computer and that is not here yet. */
export const isFetching = ({ kind, pin, state }: FileItem): boolean =>
  kind === 'file' &&
  pin === 'offline' &&
  (state.kind === 'waiting' || (state.kind === 'syncing' && state.direction === 'down'))

function actionsForAll(items: readonly FileItem[]): ItemAction[] {
  const paths = items.map(({ path }) => path)
  if (items.some(({ kind, state }) => kind === 'file' && state.kind === 'onlineOnly')) return []
  return [
    {
      label: 'files.move',
      icon: FolderInput,
      isDenied: isDenied(items, 'move'),
      run: () => openDialog({ kind: 'transfer', how: 'move', paths })
    },
    { label: 'files.copy', icon: Copy, run: () => openDialog({ kind: 'transfer', how: 'copy', paths }) },
    {
      label: 'files.delete',
      icon: Trash2,
      isDanger: true,
      isDenied: isDenied(items, 'delete'),
      run: () => deletePaths(paths)
    }
  ]
}
