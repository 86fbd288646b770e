import { ArrowLeft, FileX, MessageSquare, UserPlus } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useText } from '../../app/text'
import { cycleRegionsFrom } from '../../app/regions'
import { invoke, on } from '../../bridge'
import { Button, IconButton } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { EmptyState } from '../../ui/EmptyState'
import { FileIcon } from '../../ui/FileIcon'
import { ShareDialog } from '../../files/view/ShareDialog'
import { parentOf } from '../../files/sort'
import { openDialog, useFiles, type FileItem } from '../../files/store'
import { closeDocument, keepEditing, showChat } from '../commands'
import { useDocument } from '../store'
import { ChatBeside } from './ChatBeside'
import '../../files/view/details.css'
import './document.css'

/** A document in the server's editor, and the conversation about it beside. */
export function DocumentPlace() {
  const { item, state, problem, showsChat, asksToClose } = useDocument((all) => all)
  const dialog = useFiles((all) => all.dialog)
  if (!item) return null
  const isSharing = dialog?.kind === 'share'
  return (
    <div className={showsChat ? 'document document--chat' : 'document'}>
      <Header item={item} showsChat={showsChat} />
      {state === 'failed' ? <Failed problem={problem} /> : <Page isCovered={asksToClose || isSharing} />}
      {showsChat && <ChatBeside />}
      {asksToClose && <AskToClose name={item.name} />}
      {isSharing && <ShareDialog item={dialog.item} />}
    </div>
  )
}

function Header({ item, showsChat }: { readonly item: FileItem; readonly showsChat: boolean }) {
  const t = useText()
  const canShare = useFiles(({ abilities }) => abilities?.shares === true)
  const folder = parentOf(item.path)
  return (
    <header className="document__head" data-region>
      <IconButton icon={ArrowLeft} label={t('document.close')} onClick={() => closeDocument()} data-region-start />
      <FileIcon name={item.name} />
      <div className="document__id">
        <h1 className="document__title truncate">
          <bdi>{item.name}</bdi>
        </h1>
        <p className="document__folder truncate">
          <bdi>{folder === '' ? t('files.myFiles') : folder.replaceAll('/', ' / ')}</bdi>
        </p>
      </div>
      {canShare && (
        <Button look="primary" icon={UserPlus} onClick={() => openDialog({ kind: 'share', item })}>
          {t('files.shareWith')}
        </Button>
      )}
      <IconButton
        className="files__details-toggle"
        icon={MessageSquare}
        label={t('document.chat')}
        aria-pressed={showsChat}
        onClick={() => showChat(!showsChat)}
      />
    </header>
  )
}

/** The hole in the page that main puts the editor into. F6 leads in and out of it. */
function Page({ isCovered }: { readonly isCovered: boolean }) {
  const t = useText()
  const isOpening = useDocument((all) => all.state === 'opening')
  const hole = useRef<HTMLElement>(null)
  useEffect(() => {
    const element = hole.current
    if (!element) return
    const tell = () => {
      const { x, y, width, height } = element.getBoundingClientRect()
      const place = { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) }
      void invoke('document.place', isCovered ? undefined : place)
    }
    const observer = new ResizeObserver(tell)
    observer.observe(element)
    window.addEventListener('resize', tell)
    tell()
    return () => {
      observer.disconnect()
      window.removeEventListener('resize', tell)
      void invoke('document.place', undefined)
    }
  }, [isCovered])
  useEffect(() => on('document.left', ({ backwards }) => cycleRegionsFrom(hole.current, backwards)), [])
  return (
    <main className="document__page" aria-label={t('document.page')} ref={hole} data-region>
      {/* Reached by F6 or Tab, it hands the focus on to the editor. */}
      <button type="button" className="visually-hidden" onFocus={() => void invoke('document.focus')}>
        {t('document.page')}
      </button>
      <p className="document__opening" role="status">
        {isOpening && t('document.opening')}
      </p>
    </main>
  )
}

function Failed({ problem }: { readonly problem: string }) {
  const t = useText()
  return (
    <main className="document__page" aria-label={t('document.page')} data-region>
      <EmptyState
        icon={FileX}
        title={t('document.failedTitle')}
        text={problem}
        action={<Button onClick={() => closeDocument()}>{t('document.close')}</Button>}
      />
    </main>
  )
}

function AskToClose({ name }: { readonly name: string }) {
  const t = useText()
  return (
    <Dialog
      title={t('document.unsavedTitle', { name })}
      onCancel={keepEditing}
      actions={
        <>
          <Button look="primary" onClick={keepEditing}>
            {t('document.keepEditing')}
          </Button>
          <Button look="danger" onClick={() => closeDocument(true)}>
            {t('document.closeUnsaved')}
          </Button>
        </>
      }
    >
      <p>{t('document.unsavedText')}</p>
    </Dialog>
  )
}
