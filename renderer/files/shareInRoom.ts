import type { SyncItem } from '../../shared/model/sync'
import { appStore } from '../app/store'
import { showNotice } from '../app/notice'
import { text } from '../app/text'
import { chatClient } from '../chat/client'
import { closeDialog } from './store'

/** Posts the file as a card; who may read it is decided by the file server. */
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
}
