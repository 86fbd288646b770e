import { ArrowLeft, CloudUpload, Info, Link, Lock, MousePointerClick, Star, X } from 'lucide-react'
import { useCallback, type KeyboardEvent } from 'react'
import { lockHolder } from '../../../../shared/i18n/lockHolder'
import type { RemoteItem } from '../../../../shared/model/files'
import { formatBytes, formatTime } from '../../../app/format'
import { useApp } from '../../../app/store'
import { useText } from '../../../app/text'
import { invoke } from '../../../bridge'
import { Avatar } from '../../../ui/Avatar'
import { Button, IconButton } from '../../../ui/Button'
import { EmptyState } from '../../../ui/EmptyState'
import { FileIcon } from '../../../ui/FileIcon'
import { leaveDetails, openItem, showVersions, toggleDetails } from '../../commands'
import { conflictOf } from '../../conflicts'
import { problemText, setFavourite } from '../../remote'
import { selectedItems } from '../../shown'
import { nameOf } from '../../sort'
import { filesStore, openDialog, useFiles, type FileItem } from '../../store'
import { restoreVersion } from '../../versions'
import { Activity } from './Activity'
import { Conflict } from './Conflict'
import { ItemMenu } from '../list/ItemMenu'
import { ItemState } from '../list/ItemState'
import { Preview } from './Preview'
import { ServerButton } from '../ServerButton'
import { useAnswer } from '../useAnswer'
import { Versions } from './Versions'
import { VersionsPreview } from './VersionsPreview'

/** What is known of the selected item: a picture, who works on it, who has it, and its earlier versions. */
export function Details() {
  const t = useText()
  const { showsVersions, conflicts, items } = useFiles((state) => state)
  const chosen = selectedItems()
  const [first] = chosen
  const conflict = first && chosen.length === 1 ? conflictOf(conflicts, first.path) : undefined
  // The file that a conflict is about, also when its copy is selected.
  const item = (conflict && items?.find(({ path }) => path === conflict.originalPath)) ?? first
  const title = conflict ? nameOf(conflict.originalPath) : chosen.length === 1 ? item?.name : undefined
  return (
    <aside className="panel details" aria-label={t('files.details')} data-region onKeyDown={leaveOnEscape}>
      <div className="panel__head">
        {showsVersions && item ? (
          <>
            <IconButton icon={ArrowLeft} label={t('files.detailsBack')} onClick={() => showVersions(false)} />
            <div className="details__titles">
              <h2>{t('files.versions')}</h2>
              <p className="truncate">
                <bdi>{item.name}</bdi>
              </p>
            </div>
          </>
        ) : (
          <>
            {item && chosen.length === 1 && <FileIcon name={item.name} isFolder={item.kind === 'folder'} />}
            <h2 className="details__title truncate">
              <bdi>{title ?? t('files.details')}</bdi>
            </h2>
          </>
        )}
        <IconButton icon={X} label={t('app.closePanel')} onClick={toggleDetails} />
      </div>
      {!item ? (
        <EmptyState icon={MousePointerClick} title={t('files.detailsNone')} text={t('files.detailsNoneText')} />
      ) : chosen.length > 1 ? (
        <Many items={chosen} />
      ) : showsVersions && item.fileId !== null ? (
        <Versions
          key={item.fileId}
          item={item}
          fileId={item.fileId}
          onRestore={(id) => restoreVersion(item.fileId ?? '', id)}
          onLeave={() => showVersions(false)}
        />
      ) : conflict ? (
        <Conflict key={conflict.copyPath} conflict={conflict} />
      ) : (
        <One key={item.path} item={item} />
      )}
    </aside>
  )
}

/** Esc goes back from the versions, else to the list. What opens from here over the page has its own. */
function leaveOnEscape({ key, target, currentTarget, defaultPrevented }: KeyboardEvent): void {
  if (key !== 'Escape' || defaultPrevented || !currentTarget.contains(target as Node)) return
  if (filesStore.getState().showsVersions) showVersions(false)
  else leaveDetails()
}

function Many({ items }: { readonly items: readonly FileItem[] }) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  const size = formatBytes(
    items.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    language
  )
  return <p className="details__body">{t('files.selected', { count: items.length, size })}</p>
}

function One({ item }: { readonly item: FileItem }) {
  const t = useText()
  const { abilities, away } = useFiles((state) => state)
  const isAway = away !== undefined
  const isOnlineOnly = item.kind === 'file' && item.state.kind === 'onlineOnly'
  const ask = useCallback(() => invoke('files.item', item.path), [item.path])
  const { value: remote, problem, again } = useAnswer(isAway ? undefined : ask)
  return (
    <div className="details__body">
      <Preview item={item} />
      <div className="details__actions">
        <ServerButton look="primary" isRemote={isOnlineOnly} onClick={() => void openItem(item)}>
          {t(isAway ? 'files.openLocally' : 'files.open')}
        </ServerButton>
        {abilities?.shares === true && (isAway || remote?.may.share === true) && (
          <ServerButton isRemote onClick={() => openDialog({ kind: 'share', item })}>
            {t('files.shareWith')}
          </ServerButton>
        )}
        {remote && (
          <IconButton
            className={remote.isFavourite ? 'details__star details__star--on' : 'details__star'}
            icon={Star}
            label={t(remote.isFavourite ? 'files.notFavourite' : 'files.favourite')}
            aria-pressed={remote.isFavourite}
            onClick={() => void setFavourite(item.path, !remote.isFavourite).then(again)}
          />
        )}
        <ItemMenu item={item} isStop />
      </div>
      <ItemState item={item} />
      {isAway ? <AwayNotes item={item} /> : problem && <p className="notice">{problemText(problem)}</p>}
      {remote && <Notes remote={remote} />}
      {remote && abilities?.shares === true && <Shares item={item} remote={remote} />}
      {!isAway && abilities?.versions === true && item.kind === 'file' && item.fileId !== null && (
        <VersionsPreview item={item} fileId={item.fileId} />
      )}
      {!isAway && abilities?.activity === true && item.fileId !== null && (
        <Activity fileId={item.fileId} changedMs={item.modifiedMs} />
      )}
    </div>
  )
}

/** What can be said without the server, and that the rest comes when it is back. */
function AwayNotes({ item }: { readonly item: FileItem }) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  return (
    <>
      {item.state.kind === 'changedLocally' && (
        <p className="notice notice--warn">
          <CloudUpload className="icon" size={16} aria-hidden />
          <span>{t('files.changedHere', { time: formatTime(item.modifiedMs, language) })}</span>
        </p>
      )}
      <p className="details__none">{t('files.detailsAway')}</p>
    </>
  )
}

function Notes({ remote: { lock, may, sharedBy } }: { readonly remote: RemoteItem }) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  return (
    <>
      {lock && (
        <p className="notice">
          <Lock className="icon" size={16} aria-hidden />
          <span>{t('files.lockedBy', { name: lockHolder(lock, t), time: formatTime(lock.sinceMs, language) })}</span>
        </p>
      )}
      {!may.change && (
        <p className="notice">
          <Info className="icon" size={16} aria-hidden />
          <span>{t('files.readOnly')}</span>
        </p>
      )}
      {sharedBy !== undefined && <p className="details__by">{t('files.sharedBy', { name: sharedBy })}</p>}
    </>
  )
}

function Shares({ item, remote }: { readonly item: FileItem; readonly remote: RemoteItem }) {
  const t = useText()
  // A share made in the dialog shows when the dialog is closed.
  const dialog = useFiles((state) => state.dialog?.kind)
  const ask = useCallback(() => invoke('files.shares', item.path), [item.path])
  const { value: shares } = useAnswer(ask, dialog)
  if (!shares) return null
  return (
    <section className="details__section">
      <div className="details__section-head">
        <h3>{t('files.sharing')}</h3>
        {remote.may.share && (
          <Button look="link" size="small" onClick={() => openDialog({ kind: 'share', item })}>
            {t('files.sharingAdd')}
          </Button>
        )}
      </div>
      {shares.length === 0 && <p className="details__none">{t('files.sharingNone')}</p>}
      <ul>
        {shares.map(({ id, kind, name, userId, right }) => (
          <li key={id} className="details__row">
            {kind === 'link' ? (
              <span className="details__link">
                <Link className="icon" size={14} aria-hidden />
              </span>
            ) : (
              <Avatar id={userId} name={name} size="small" square={kind !== 'user'} />
            )}
            <span className="details__row-name truncate">{kind === 'link' ? t('files.shareLink') : name}</span>
            <span className="details__row-end">{t(`files.right.${right}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
