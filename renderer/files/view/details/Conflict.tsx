import { TriangleAlert } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { firstName, genitive } from '../../../../shared/i18n/genitive'
import type { FileAuthor } from '../../../../shared/model/files'
import type { SyncConflict } from '../../../../shared/model/sync'
import { useApp } from '../../../app/store'
import { useText } from '../../../app/text'
import { invoke } from '../../../bridge'
import { Button } from '../../../ui/Button'
import { settleConflict, type Kept } from '../../settling'
import { nameOf } from '../../sort'
import { filesStore, useFiles, type FileItem } from '../../store'
import { ConflictSide, type Who } from './ConflictSide'
import { useAnswer } from '../useAnswer'
import { itemId } from '../list/useFocusOn'
import { useItem } from '../useItem'
import { VersionsPreview } from './VersionsPreview'
import './conflict.css'

/** A file that two have changed, one not knowing of the other: both versions side by side, then one is kept, or both. */
export function Conflict({ conflict }: { readonly conflict: SyncConflict }) {
  const t = useText()
  const { abilities, away } = useFiles((state) => state)
  const { copyPath, originalPath } = conflict
  const mine = useItem(copyPath)
  const theirs = useItem(originalPath)
  const [isSettling, setIsSettling] = useState(false)
  const safe = useOffered(copyPath)
  const keep = async (kept: Kept) => {
    setIsSettling(true)
    await settleConflict(conflict, kept).finally(() => setIsSettling(false))
  }
  const isGone = theirs === null
  const hasVersions = abilities?.versions === true
  return (
    <div className="details__body" role="group" aria-label={t('files.conflictIn', { name: nameOf(originalPath) })}>
      <p className="notice notice--warn">
        <TriangleAlert className="icon" size={16} aria-hidden />
        <span>
          <strong>{t('files.conflicts')}</strong> {t(isGone ? 'files.conflictsTextGone' : 'files.conflictsText')}
        </span>
      </p>
      <div className="conflict">
        <Mine item={mine} isBusy={isSettling} onKeep={isGone ? undefined : () => void keep('mine')} />
        <Theirs item={theirs} isBusy={isSettling} onKeep={() => void keep('theirs')} />
      </div>
      <div>
        <Button
          ref={safe}
          look="primary"
          block
          busy={isSettling}
          onClick={() => void keep(isGone ? 'onlyMine' : 'both')}
        >
          {t(isGone ? 'files.conflictMine' : 'files.conflictBoth')}
        </Button>
        <p className="conflict__how">
          {t(isGone ? 'files.conflictHowGone' : hasVersions ? 'files.conflictHowVersions' : 'files.conflictHow')}
        </p>
      </div>
      {!away && hasVersions && theirs && theirs.fileId !== null && (
        <VersionsPreview item={theirs} fileId={theirs.fileId} />
      )}
    </div>
  )
}

/** What gets the focus once when the conflict was gone to; its item comes into view in the list. */
function useOffered(copyPath: string) {
  const button = useRef<HTMLButtonElement>(null)
  const isOffered = useFiles(({ offered }) => offered === copyPath)
  useEffect(() => {
    if (!isOffered) return
    const { current } = filesStore.getState()
    if (current !== undefined) document.getElementById(itemId(current))?.scrollIntoView({ block: 'nearest' })
    button.current?.focus()
    filesStore.setState({ offered: undefined })
  }, [isOffered])
  return button
}

interface VersionProps {
  /** Undefined while it is looked for, null when it is not there any more. */
  readonly item: FileItem | null | undefined
  readonly isBusy: boolean
  readonly onKeep: (() => void) | undefined
}

function Mine({ item, isBusy, onKeep }: VersionProps) {
  const t = useText()
  const me = useMe()
  return (
    <ConflictSide
      item={item}
      where={t('files.conflictHere')}
      who={me}
      open={t('files.conflictOpenMine')}
      keep={t('files.conflictMine')}
      isBusy={isBusy}
      onKeep={onKeep}
    />
  )
}

function Theirs({ item, isBusy, onKeep }: VersionProps) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  const me = useMe()
  const author = useAuthor(item)
  const colleague = author?.isSelf === false ? author : undefined
  const whose = colleague && genitive(firstName(colleague.name), language)
  return (
    <ConflictSide
      item={item}
      where={t('files.conflictThere')}
      who={colleague ? { id: colleague.userId, name: colleague.name, shown: colleague.name } : author && me}
      open={whose === undefined ? t('files.conflictOpenTheirs') : t('files.conflictOpenTheirsOf', { whose })}
      keep={whose === undefined ? t('files.conflictTheirs') : t('files.conflictTheirsOf', { whose })}
      isBusy={isBusy}
      onKeep={onKeep}
    />
  )
}

function useMe(): Who | undefined {
  const t = useText()
  const account = useApp((state) => (state.account?.state === 'signedIn' ? state.account.account : undefined))
  return account && { id: account.services.chat.userId, name: account.displayName, shown: t('files.conflictYou') }
}

/** Who made what the server's file holds; undefined where nobody is named. */
function useAuthor(item: FileItem | null | undefined): FileAuthor | undefined {
  const isAway = useFiles(({ away }) => away !== undefined)
  const fileId = item?.fileId ?? null
  const ask = useCallback(() => invoke('files.author', fileId ?? ''), [fileId])
  return useAnswer(isAway || fileId === null ? undefined : ask, item?.modifiedMs).value
}
