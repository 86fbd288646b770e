import { appStore, openPlace } from '../app/store'
import { invoke } from '../bridge'
import { openDocument } from '../document/commands'
import { isEditable } from '../document/editable'
import type { FileCardBody } from '../matrix/contract'
import { goToItem, itemAt } from './commands'
import { filesStore } from './store'

/**
 * Opens a file that somebody shared as a card: in the document view beside its conversation, else where it lies in the
 * Files place, else, when it is not among one's own files, by its link in the browser.
 */
export async function openSharedFile(card: FileCardBody, roomId: string): Promise<void> {
  const { account } = appStore.getState()
  const server = account?.state === 'signedIn' ? account.account.services.files?.baseUrl : undefined
  const path = card.server === server ? await invoke('files.find', card.fileId).catch(() => undefined) : undefined
  if (path === undefined) {
    if (card.url !== null) await invoke('app.openExternal', card.url)
    return
  }
  const item = await itemAt(path)
  if (item && isEditable(item.name, filesStore.getState().abilities?.editable ?? [])) return openDocument(item, roomId)
  openPlace('files')
  await goToItem(path)
}
