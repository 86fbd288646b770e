import { FileX } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { RemoteItem } from '../../../shared/model/files'
import { useText } from '../../app/text'
import { cycleRegionsFrom } from '../../app/regions'
import { invoke, on } from '../../bridge'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { EmptyState } from '../../ui/EmptyState'
import { Dialogs } from '../../files/view/dialogs/Dialogs'
import { useFiles, type FileItem } from '../../files/store'
import { closeDocument, keepEditing, showBeside } from '../commands'
import { useDocument } from '../store'
import { ChatBeside } from './ChatBeside'
import { Header } from './Header'
import { HistoryBeside } from './HistoryBeside'
import { useOnServer } from './useOnServer'
import '../../files/view/details/details.css'
import './document.css'

/** A document in the server's editor, and the conversation about it or its history beside. */
export function DocumentPlace() {
  const item = useDocument((all) => all.item)
  return item ? <Open key={item.path} item={item} /> : null
}

function Open({ item }: { readonly item: FileItem }) {
  const { state, problem, beside, asksToClose } = useDocument((all) => all)
  const hasDialog = useFiles(({ dialog, status }) => dialog !== undefined || (status?.massDelete ?? null) !== null)
  const remote = useOnServer(item.path)
  const chat = useRef<HTMLButtonElement>(null)
  const history = useRef<HTMLButtonElement>(null)
  // A new document's number, and when it was changed, only the server knows.
  const current = remote ? { ...item, ...pick(remote) } : item
  const closeBeside = () => {
    ;(beside === 'chat' ? chat : history).current?.focus()
    showBeside(undefined)
  }
  return (
    <div className={beside ? 'document document--beside' : 'document'}>
      <Header item={item} remote={remote} chatToggle={chat} historyToggle={history} />
      {state === 'failed' ? <Failed problem={problem} /> : <Page isCovered={asksToClose || hasDialog} />}
      {beside === 'chat' && <ChatBeside onClose={closeBeside} />}
      {beside === 'history' && current.fileId !== null && (
        <HistoryBeside item={current} fileId={current.fileId} onClose={closeBeside} />
      )}
      {asksToClose ? <AskToClose name={item.name} /> : <Dialogs />}
    </div>
  )
}

const pick = ({ modifiedMs, sizeBytes, fileId }: RemoteItem) => ({ modifiedMs, sizeBytes, fileId })

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
          <Button look="danger" onClick={() => closeDocument({ force: true })}>
            {t('document.closeUnsaved')}
          </Button>
        </>
      }
    >
      <p>{t('document.unsavedText')}</p>
    </Dialog>
  )
}
