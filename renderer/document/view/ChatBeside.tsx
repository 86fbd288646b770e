import { MessageSquare } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useText } from '../../app/text'
import { useChat } from '../../chat/store'
import { Composer } from '../../chat/view/Composer'
import { Timeline } from '../../chat/view/Timeline'
import { useTimeline } from '../../chat/view/useTimeline'
import type { MessageItem, RoomSummary } from '../../matrix/contract'
import { EmptyState } from '../../ui/EmptyState'
import { Select } from '../../ui/Select'
import { chooseRoom } from '../commands'
import { useDocument } from '../store'

/** The conversation about the document; another can be chosen. */
export function ChatBeside() {
  const t = useText()
  const roomId = useDocument((state) => state.roomId)
  const rooms = useChat((state) => state.rooms?.rooms)
  const room = roomId === undefined ? undefined : rooms?.get(roomId)
  const choices = [...(rooms?.values() ?? [])]
    .filter(({ kind, membership }) => kind !== 'team' && membership === 'join')
    .sort((a, b) => a.name.localeCompare(b.name, 'sv'))
  return (
    <aside className="panel" aria-label={t('document.chat')} data-region>
      <div className="panel__head">
        <Select
          className="document__room"
          aria-label={t('document.chooseRoom')}
          value={room?.id ?? ''}
          onChange={({ target: { value } }) => chooseRoom(value)}
        >
          {!room && <option value="">{t('document.chooseRoom')}</option>}
          {choices.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </div>
      {room ? (
        <Beside key={room.id} room={room} />
      ) : (
        <EmptyState icon={MessageSquare} title={t('document.noRoom')} text={t('document.noRoomText')} />
      )}
    </aside>
  )
}

function Beside({ room }: { readonly room: RoomSummary }) {
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
