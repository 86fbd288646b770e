import { useMemo, useState } from 'react'
import { useText } from '../../app/text'
import { Button } from '../../ui/Button'
import type { MessageItem, RoomSummary } from '../../matrix/contract'
import { acceptInvite, declineInvite } from '../commands'
import { Composer } from './Composer'
import { RoomHeader } from './RoomHeader'
import { Timeline } from './Timeline'
import { useTimeline } from './useTimeline'

/** A room: header, timeline, composer. */
export function Conversation({ room }: { readonly room: RoomSummary }) {
  const key = useMemo(() => ({ roomId: room.id, threadRootId: null }), [room.id])
  const timeline = useTimeline(key)
  const [editing, setEditing] = useState<MessageItem>()
  const [replyTo, setReplyTo] = useState<MessageItem>()
  return (
    <main className="canvas" data-region aria-label={room.name}>
      <RoomHeader room={room} />
      {room.membership === 'invite' ? (
        <Invitation room={room} />
      ) : (
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
      )}
    </main>
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
