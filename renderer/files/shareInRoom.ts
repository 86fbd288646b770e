import type { SyncItem } from '../../shared/model/sync'
import { appStore } from '../app/store'
import { showNotice } from '../app/notice'
import { text } from '../app/text'
import { chatClient } from '../chat/client'
import { findLacking } from './access'
import { closeDialog, filesStore, openDialog } from './store'

/** Posts the file as a card, and offers to share it with those in the room who cannot read it. */
export async function shareInRoom(item: SyncItem, roomId: string, roomName: string): Promise<void> {
  const { account } = appStore.getState()
  const server = account?.state === 'signedIn' ? account.account.services.files?.baseUrl : undefined
  if (server === undefined || item.fileId === null) return
  await chatClient().commands.sendFileCard(
    { roomId, threadRootId: null },
    {
      server,
      fileId: item.fileId,
      name: item.name,
      mime: 'application/octet-stream',
      sizeBytes: item.sizeBytes,
      url: `${server}/index.php/f/${item.fileId}`
    }
  )
  closeDialog()
  showNotice(text('files.shared', { room: roomName }))
  await offerAccess(item, roomId)
}

/** A card gives no access by itself: who in the room cannot read the item may be given it. */
export async function offerAccess(item: SyncItem, roomId: string): Promise<void> {
  const people = await findLacking(item, roomId)
  // Something else may have been opened meanwhile.
  if (people.length > 0 && filesStore.getState().dialog === undefined) openDialog({ kind: 'access', item, people })
}
