import { ArrowLeft, History, Lock, MessageSquare, UserPlus } from 'lucide-react'
import type { Ref } from 'react'
import { lockHolder } from '../../../shared/i18n/lockHolder'
import type { RemoteItem } from '../../../shared/model/files'
import { formatLatest } from '../../app/format'
import { useApp } from '../../app/store'
import { useText } from '../../app/text'
import { parentOf } from '../../files/sort'
import { openDialog, useFiles, type FileItem } from '../../files/store'
import { Button, IconButton } from '../../ui/Button'
import { FileIcon } from '../../ui/FileIcon'
import { closeDocument, showBeside } from '../commands'
import { useDocument, type Beside } from '../store'

interface HeaderProps {
  readonly item: FileItem
  readonly remote: RemoteItem | undefined
  /** What opens the panels: the focus comes back to it. */
  readonly chatToggle: Ref<HTMLButtonElement>
  readonly historyToggle: Ref<HTMLButtonElement>
}

/** What document it is, where it lies, when it was saved, and what can be shown beside it. */
export function Header({ item, remote, chatToggle, historyToggle }: HeaderProps) {
  const t = useText()
  const { abilities } = useFiles((state) => state)
  const beside = useDocument((state) => state.beside)
  const folder = parentOf(item.path)
  const toggle = (what: Beside) => showBeside(beside === what ? undefined : what)
  return (
    <header className="document__head" data-region>
      <IconButton icon={ArrowLeft} label={t('document.close')} onClick={() => closeDocument()} data-region-start />
      <FileIcon name={item.name} />
      <div className="document__id">
        <h1 className="document__title truncate">
          <bdi>{item.name}</bdi>
        </h1>
        <p className="document__sub">
          <bdi className="truncate">{folder === '' ? t('files.myFiles') : folder.replaceAll('/', ' / ')}</bdi>
          {remote && <Saved remote={remote} />}
        </p>
      </div>
      {abilities?.versions === true && (
        <Button
          ref={historyToggle}
          look="ghost"
          icon={History}
          aria-pressed={beside === 'history'}
          onClick={() => toggle('history')}
        >
          {t('document.history')}
        </Button>
      )}
      {abilities?.shares === true && (
        <Button look="primary" icon={UserPlus} onClick={() => openDialog({ kind: 'share', item })}>
          {t('files.shareWith')}
        </Button>
      )}
      <IconButton
        ref={chatToggle}
        className="files__details-toggle"
        icon={MessageSquare}
        label={t('document.chat')}
        aria-pressed={beside === 'chat'}
        onClick={() => toggle('chat')}
      />
    </header>
  )
}

/** When and where it was saved last, and who works on it besides. */
function Saved({ remote: { modifiedMs, lock } }: { readonly remote: RemoteItem }) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  const server = useApp(({ account }) =>
    account?.state === 'signedIn' ? account.account.services.files?.baseUrl : undefined
  )
  return (
    <>
      {modifiedMs > 0 && server !== undefined && (
        <span className="document__saved num">
          {t('document.saved', { when: formatLatest(modifiedMs, language), host: new URL(server).host })}
        </span>
      )}
      {/* A lock of the server's editor may be the one that the document is open in here. */}
      {lock && lock.isEditor !== true && (
        <span className="document__lock">
          <Lock className="icon" size={14} aria-hidden />
          {t('files.lockedByWhole', { name: lockHolder(lock, t) })}
        </span>
      )}
    </>
  )
}
