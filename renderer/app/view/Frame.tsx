import { useEffect } from 'react'
import type { Account } from '../../../shared/model/account'
import { ChatPlace } from '../../chat/view/ChatPlace'
import { useDocument } from '../../document/store'
import { DocumentPlace } from '../../document/view/DocumentPlace'
import { FilesPlace } from '../../files/view/FilesPlace'
import { Settings } from '../../settings/view/Settings'
import { keepFocus } from '../keepFocus'
import { cycleRegions } from '../regions'
import { handleShortcut } from '../shortcuts'
import { useApp } from '../store'
import { useText } from '../text'
import { Rail } from './Rail'
import { TitleBar } from './TitleBar'

/** The frame of the signed-in app: title bar, rail, and the sheet with the chosen place. */
export function Frame({ account }: { readonly account: Account }) {
  const t = useText()
  const place = useApp((state) => state.place)
  const isDocumentOpen = useDocument(({ item }) => item !== undefined)
  useEffect(keepFocus, [])
  useEffect(() => {
    document.addEventListener('keydown', cycleRegions)
    document.addEventListener('keydown', handleShortcut)
    return () => {
      document.removeEventListener('keydown', cycleRegions)
      document.removeEventListener('keydown', handleShortcut)
    }
  }, [])
  return (
    <div className="frame">
      <TitleBar account={account} />
      <Rail account={account} />
      <div className="sheet" id="sheet" aria-label={t('app.name')}>
        {place === 'chat' && <ChatPlace />}
        {place === 'files' && (isDocumentOpen ? <DocumentPlace /> : <FilesPlace />)}
        {place === 'settings' && <Settings account={account} />}
      </div>
    </div>
  )
}
