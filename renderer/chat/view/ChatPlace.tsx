import { MessagesSquare } from 'lucide-react'
import { useText } from '../../app/text'
import { EmptyState } from '../../ui/EmptyState'
import { useFiles } from '../../files/store'
import { Details } from '../../files/view/details/Details'
import { useChat, useOpenRoom } from '../store'
import { Conversation } from './Conversation'
import { NewConversation } from './NewConversation'
import { RoomFolderDialog } from './RoomFolderDialog'
import { RoomList } from './RoomList'
import { ThreadPanel } from './ThreadPanel'
import './room.css'

/** The chat place: the list, the open conversation, and a thread beside it. */
export function ChatPlace() {
  const t = useText()
  const room = useOpenRoom()
  const thread = useChat(({ openThread }) => openThread)
  const dialog = useChat((state) => state.dialog)
  const tab = useChat((state) => state.tab)
  const showsDetails = useFiles(({ base, detailsOpen }) => base !== '' && detailsOpen) && tab === 'files'
  return (
    <div className={thread || showsDetails ? 'place place--panel' : 'place'}>
      <RoomList />
      {room ? (
        <Conversation key={room.id} room={room} />
      ) : (
        <main className="canvas" data-region>
          <EmptyState icon={MessagesSquare} title={t('chat.pick')} text={t('chat.pickText')} />
        </main>
      )}
      {room && thread && <ThreadPanel key={thread.threadRootId} room={room} thread={thread} />}
      {showsDetails && <Details />}
      {dialog === 'newConversation' && <NewConversation />}
      {room && dialog === 'roomFolder' && <RoomFolderDialog room={room} />}
    </div>
  )
}
