import { MessagesSquare } from 'lucide-react'
import { useText } from '../../app/text'
import { EmptyState } from '../../ui/EmptyState'
import { useChat, useOpenRoom } from '../store'
import { Conversation } from './Conversation'
import { NewConversation } from './NewConversation'
import { RoomList } from './RoomList'
import { ThreadPanel } from './ThreadPanel'
import './chat.css'

/** The chat place: the list, the open conversation, and a thread beside it. */
export function ChatPlace() {
  const t = useText()
  const room = useOpenRoom()
  const thread = useChat(({ openThread }) => openThread)
  const dialog = useChat((state) => state.dialog)
  return (
    <div className={thread ? 'place place--panel' : 'place'}>
      <RoomList />
      {room ? (
        <Conversation key={room.id} room={room} />
      ) : (
        <main className="canvas" data-region>
          <EmptyState icon={MessagesSquare} title={t('chat.pick')} text={t('chat.pickText')} />
        </main>
      )}
      {room && thread && <ThreadPanel key={thread.threadRootId} room={room} thread={thread} />}
      {dialog === 'newConversation' && <NewConversation />}
    </div>
  )
}
