import { useMemo, useState } from 'react'
import { useText } from '../../app/text'
import { Button } from '../../ui/Button'
import type { MessageItem, RoomSummary } from '../../matrix/contract'
import { acceptInvite, declineInvite } from '../commands'
import { useFilesServer, useRoomFolder } from '../roomFolder'
import { useChat } from '../store'
import { Composer } from './Composer'
import { RoomFiles } from './RoomFiles'
import { RoomHeader } from './RoomHeader'
import { panelOf, RoomTabs } from './RoomTabs'
import { Timeline } from './Timeline'
import { useTimeline } from './useTimeline'

/** A room: header, its parts, and the part that is shown. */
export function Conversation({ room }: { readonly room: RoomSummary }) {
  const files = useRoomFolder(room.folder)
  const hasFiles = useFilesServer() !== undefined
  const tab = useChat((state) => state.tab)
  return (
    <main className="canvas" data-region aria-label={room.name}>
      <RoomHeader room={room} />
      {room.membership === 'invite' ? (
        <Invitation room={room} />
      ) : !hasFiles ? (
        <Talk room={room} />
      ) : (
        <>
          <RoomTabs room={room} files={files} />
          {tab === 'files' ? (
            <RoomFiles room={room} place={files} />
          ) : (
            <div className="room-talk" {...panelOf('conversation')}>
              <Talk room={room} />
            </div>
          )}
        </>
      )}
    </main>
  )
}

/** What is said in the room, and where one writes. */
function Talk({ room }: { readonly room: RoomSummary }) {
  const key = useMemo(() => ({ roomId: room.id, threadRootId: null }), [room.id])
  const timeline = useTimeline(key)
  const [editing, setEditing] = useState<MessageItem>()
  const [replyTo, setReplyTo] = useState<MessageItem>()
  return (
    <>
      <Timeline
        timelineKey={key}
        timeline={timeline}
        room={room}
        onReply={(item) => {
          setEditing(undefined)
          setReplyTo(item)
        }}
        onEdit={(item) => {
          setReplyTo(undefined)
          setEditing(item)
        }}
      />
      <Composer
        // A new one for each relation: it starts with that message's text, or with the draft.
        key={editing?.key ?? replyTo?.key ?? 'new'}
        timelineKey={key}
        room={room}
        editing={editing}
        replyTo={replyTo}
        onDone={() => {
          setEditing(undefined)
          setReplyTo(undefined)
        }}
      />
    </>
  )
}

function Invitation({ room }: { readonly room: RoomSummary }) {
  const t = useText()
  return (
    <div className="invitation">
      <p>{t('chat.invitedBy', { name: room.inviter?.name ?? room.name, room: room.name })}</p>
      <div className="invitation__actions">
        <Button onClick={() => void declineInvite(room.id)}>{t('chat.decline')}</Button>
        <Button look="primary" onClick={() => void acceptInvite(room.id)}>
          {t('chat.join')}
        </Button>
      </div>
    </div>
  )
}
