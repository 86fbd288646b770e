import { MenuButton, MenuProvider } from '@ariakit/react'
import { Ellipsis, RotateCcw, Tag, Trash2 } from 'lucide-react'
import { useText } from '../../../app/text'
import { MenuAction } from '../../../ui/MenuAction'
import { PopupMenu } from '../../../ui/PopupMenu'
import { openDialog, useFiles, type FileItem } from '../../store'
import { cancelOpenVersion, openVersion } from '../../versions'
import type { ShownVersion } from '../../versionsShown'
import { ServerButton } from '../ServerButton'

interface VersionActionsProps {
  readonly item: FileItem
  readonly fileId: string
  readonly shown: ShownVersion
  readonly onRestore: () => void
}

/** What can be done with a version: with what the file holds now, only to name it. */
export function VersionActions({ item, fileId, shown, onRestore }: VersionActionsProps) {
  const t = useText()
  const { abilities, versionProgress } = useFiles((state) => state)
  const { version, number, isNow } = shown
  const ask = (kind: 'nameVersion' | 'deleteVersion') => openDialog({ kind, fileId, version, number })
  if (isNow)
    return (
      <ServerButton size="small" icon={Tag} isRemote onClick={() => ask('nameVersion')}>
        {t('files.versionName')}
      </ServerButton>
    )
  const isFetching = versionProgress?.fileId === fileId && versionProgress.versionId === version.id
  const open = () => void (isFetching ? cancelOpenVersion() : openVersion(fileId, item.name, shown))
  const hasMore = abilities?.versionLabels === true || abilities?.versionDeletion === true
  return (
    <>
      <ServerButton size="small" isRemote={!isFetching} onClick={open}>
        {t(isFetching ? 'app.cancel' : 'files.open')}
      </ServerButton>
      <ServerButton size="small" icon={RotateCcw} isRemote onClick={onRestore}>
        {t('files.versionRestore')}
      </ServerButton>
      {hasMore && <More number={number} onAsk={ask} />}
      {isFetching && <Progress bytesDone={versionProgress.bytesDone} sizeBytes={version.sizeBytes} />}
    </>
  )
}

interface MoreProps {
  readonly number: number
  readonly onAsk: (kind: 'nameVersion' | 'deleteVersion') => void
}

function More({ number, onAsk }: MoreProps) {
  const t = useText()
  const { abilities, away } = useFiles((state) => state)
  const waiting = away !== undefined && { disabled: true, accessibleWhenDisabled: true, title: t('files.whenOnline') }
  return (
    <MenuProvider placement="bottom-end">
      <MenuButton className="icon-button" aria-label={t('files.versionMore', { number })}>
        <Ellipsis className="icon" size={18} aria-hidden />
      </MenuButton>
      <PopupMenu>
        {abilities?.versionLabels === true && (
          <MenuAction {...waiting} onClick={() => onAsk('nameVersion')}>
            <Tag className="icon" size={16} aria-hidden />
            {t('files.versionName')}
          </MenuAction>
        )}
        {abilities?.versionDeletion === true && (
          <MenuAction className="menu__item--danger" {...waiting} onClick={() => onAsk('deleteVersion')}>
            <Trash2 className="icon" size={16} aria-hidden />
            {t('files.versionDelete')}
          </MenuAction>
        )}
      </PopupMenu>
    </MenuProvider>
  )
}

function Progress({ bytesDone, sizeBytes }: { readonly bytesDone: number; readonly sizeBytes: number }) {
  const t = useText()
  const percent = Math.min(100, Math.round((100 * bytesDone) / Math.max(1, sizeBytes)))
  const text = t('files.versionFetching', { percent })
  return (
    <span className="versions__progress">
      <progress className="progress" max={100} value={percent} aria-label={t('files.loading')} />
      <span className="num">{text}</span>
    </span>
  )
}
