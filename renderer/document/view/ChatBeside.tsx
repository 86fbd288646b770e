import { ExternalLink, MessageSquare } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useText, type Translate } from '../../app/text'
import { useChat } from '../../chat/store'
import { Composer } from '../../chat/view/Composer'
import { Timeline } from '../../chat/view/Timeline'
import { useTimeline } from '../../chat/view/useTimeline'
import type { MessageItem, RoomSummary } from '../../matrix/contract'
import { IconButton } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { goToRoom } from '../commands'
import { useDocument } from '../store'
import { BesidePanel } from './BesidePanel'
import { RoomMenu } from './RoomMenu'

/** The conversation about the document; another can be chosen. */
export function ChatBeside({ onClose }: { readonly onClose: () => void }) {
  const t = useText()
  const roomId = useDocument((state) => state.roomId)
  const rooms = useChat((state) => state.rooms?.rooms)
  const room = roomId === undefined ? undefined : rooms?.get(roomId)
  return (
    <BesidePanel
      label={t('document.chat')}
      title={room?.name ?? t('document.chat')}
      sub={room && whatItIs(room, t)}
      actions={
        room && (
          <>
            <RoomMenu roomId={room.id} />
            <IconButton icon={ExternalLink} label={t('document.openInChat')} onClick={() => goToRoom(room.id)} />
          </>
        )
      }
      onClose={onClose}
    >
      {room ? (
        <Conversation key={room.id} room={room} />
      ) : (
        <EmptyState
          icon={MessageSquare}
          title={t('document.noRoom')}
          text={t('document.noRoomText')}
          action={<RoomMenu roomId={undefined} />}
        />
      )}
    </BesidePanel>
  )
}

/** `Kanal · 14 medlemmar`, `Direktmeddelande · tillgänglig`. */
function whatItIs({ kind, memberCount, presence }: RoomSummary, t: Translate): string {
  if (kind !== 'direct') return `${t('document.channel')} · ${t('chat.members', { count: memberCount })}`
  return presence === 'unknown' ? t('document.direct') : `${t('document.direct')} · ${t(`chat.presence.${presence}`)}`
}

function Conversation({ room }: { readonly room: RoomSummary }) {
  const key = useMemo(() => ({ roomId: room.id, threadRootId: null }), [room.id])
  const timeline = useTimeline(key)
  const [replyTo, setReplyTo] = useState<MessageItem>()
  const [editing, setEditing] = useState<MessageItem>()
  return (
    <>
      <Timeline timelineKey={key} timeline={timeline} room={room} onReply={setReplyTo} onEdit={setEditing} />
      <Composer
        key={editing?.key ?? replyTo?.key ?? 'new'}
        timelineKey={key}
        room={room}
        editing={editing}
        replyTo={editing ? undefined : replyTo}
        onDone={() => {
          setEditing(undefined)
          setReplyTo(undefined)
        }}
      />
    </>
  )
}
