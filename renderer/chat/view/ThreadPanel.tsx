import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useText } from '../../app/text'
import { IconButton } from '../../ui/Button'
import type { MessageItem, RoomSummary, TimelineKey } from '../../matrix/contract'
import { closeThread } from '../commands'
import { Composer } from './Composer'
import { Timeline } from './Timeline'
import { useTimeline } from './useTimeline'

/** A thread beside the conversation: its first message, the replies, and a composer. */
export function ThreadPanel({ room, thread }: { readonly room: RoomSummary; readonly thread: TimelineKey }) {
  const t = useText()
  const timeline = useTimeline(thread)
  const [editing, setEditing] = useState<MessageItem>()
  const [replyTo, setReplyTo] = useState<MessageItem>()
  useEffect(() => {
    const opener = document.activeElement
    // Focus goes back to where the thread was opened from.
    return () => (opener instanceof HTMLElement ? opener.focus() : undefined)
  }, [])
  const done = () => {
    setEditing(undefined)
    setReplyTo(undefined)
  }
  return (
    <aside
      className="panel thread"
      aria-label={t('thread.title')}
      data-region
      onKeyDown={(event) => {
        if (event.key === 'Escape') closeThread()
      }}
    >
      <header className="panel__head">
        <div className="thread__id">
          <h2 className="thread__title">{t('thread.title')}</h2>
          <p className="thread__sub truncate">{room.name}</p>
        </div>
        <IconButton icon={X} label={t('app.closePanel')} onClick={closeThread} />
      </header>
      <Timeline timelineKey={thread} timeline={timeline} room={room} onReply={setReplyTo} onEdit={setEditing} />
      <Composer
        key={editing?.key ?? replyTo?.key ?? 'new'}
        timelineKey={thread}
        room={room}
        editing={editing}
        replyTo={replyTo}
        onDone={done}
        placeholder={t('thread.reply')}
      />
    </aside>
  )
}
