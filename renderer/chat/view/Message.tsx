import { CircleAlert, Clock, CornerUpRight, ShieldAlert } from 'lucide-react'
import { useState } from 'react'
import { formatTime, formatWhen } from '../../app/format'
import { useApp } from '../../app/store'
import { useText } from '../../app/text'
import { Avatar } from '../../ui/Avatar'
import { Button } from '../../ui/Button'
import type { MessageItem, RoomSummary, SendState, Shield, ThreadSummary, TimelineKey } from '../../matrix/contract'
import { discardUnsent, openThread, retrySend } from '../commands'
import { MessageActions } from './MessageActions'
import { MessageContent } from './MessageContent'
import { Reactions } from './Reactions'
import { usePersonPicture } from './usePersonPicture'
import './message.css'

interface MessageProps {
  readonly item: MessageItem
  /** Stands under the name of the message before. */
  readonly continues: boolean
  readonly room: RoomSummary
  readonly timelineKey: TimelineKey
  readonly isStop: boolean
  readonly onReply: (item: MessageItem) => void
  readonly onEdit: (item: MessageItem) => void
}

export function Message({ item, continues, room, timelineKey, isStop, onReply, onEdit }: MessageProps) {
  const language = useApp(({ settings }) => settings.language)
  const [active, setActive] = useState(false)
  const [held, setHeld] = useState(false)
  const inThread = timelineKey.threadRootId !== null
  const time = formatTime(item.ts, language)
  const picture = usePersonPicture(item.sender.avatarMxc)
  return (
    <article
      className={continues ? 'message message--continues' : 'message'}
      data-message
      tabIndex={isStop ? 0 : -1}
      aria-label={`${item.sender.name}, ${time}`}
      onMouseEnter={() => setActive(true)}
      onMouseLeave={({ currentTarget }) => setActive(currentTarget.contains(document.activeElement))}
      onFocus={() => setActive(true)}
      onBlur={({ currentTarget, relatedTarget }) => setActive(currentTarget.contains(relatedTarget))}
    >
      {continues ? (
        <time className="message__gutter" aria-hidden>
          {active ? time : ''}
        </time>
      ) : (
        <Avatar id={item.sender.id} name={item.sender.name} size={inThread ? 'medium' : 'large'} imageUrl={picture} />
      )}
      <div className="message__main">
        {!continues && (
          <p className="message__head">
            <bdi className="message__name">{item.sender.name}</bdi>
            {item.sender.ambiguous && <span className="message__id">{item.sender.id}</span>}
            <time className="message__time" dateTime={new Date(item.ts).toISOString()}>
              {inThread ? formatWhen(new Date(item.ts).toISOString(), language) : time}
            </time>
          </p>
        )}
        <Quote item={item} />
        <div className={item.send.state === 'sent' ? 'message__body' : 'message__body message__body--unsent'}>
          <MessageContent item={item} room={room} />
          <Marks item={item} />
        </div>
        <SendNotice send={item.send} roomId={room.id} txnId={item.txnId} />
        <Reactions item={item} roomId={room.id} />
        {item.thread && !inThread && <ThreadLink thread={item.thread} roomId={room.id} />}
      </div>
      {(active || held) && item.eventId !== null && (
        <MessageActions
          item={item}
          room={room}
          inThread={inThread}
          onReply={onReply}
          onEdit={onEdit}
          onHold={setHeld}
        />
      )}
    </article>
  )
}

function Quote({ item: { reply } }: { readonly item: MessageItem }) {
  const t = useText()
  if (!reply) return null
  return (
    <p className="quote">
      <CornerUpRight className="icon" size={14} aria-hidden />
      {reply.state === 'ready' && reply.sender ? (
        <span className="truncate">
          <b>{reply.sender.name}</b> {reply.text}
        </span>
      ) : (
        <span className="truncate">
          {t(reply.state === 'loading' ? 'timeline.replyLoading' : 'timeline.replyGone')}
        </span>
      )}
    </p>
  )
}

function Marks({ item }: { readonly item: MessageItem }) {
  const t = useText()
  return (
    <>
      {item.edited && <span className="message__mark"> {t('timeline.edited')}</span>}
      {item.hasUnreadableEdit && <span className="message__mark"> {t('timeline.unreadableEdit')}</span>}
      <ShieldMark shield={item.shield} />
    </>
  )
}

function ShieldMark({ shield }: { readonly shield: Shield }) {
  const t = useText()
  if (shield.level === 'none') return null
  const label =
    shield.reason === 'sentInClear'
      ? t('timeline.shield.clear')
      : t(shield.level === 'red' ? 'timeline.shield.red' : 'timeline.shield.grey')
  return (
    <span className={`message__shield message__shield--${shield.level}`} role="img" aria-label={label} title={label}>
      <ShieldAlert size={14} aria-hidden />
    </span>
  )
}

interface SendNoticeProps {
  readonly send: SendState
  readonly roomId: string
  readonly txnId: string | null
}

function SendNotice({ send, roomId, txnId }: SendNoticeProps) {
  const t = useText()
  if (send.state === 'sent' || txnId === null) return null
  if (send.state !== 'failed') {
    const percent = send.state === 'uploading' ? Math.floor((send.sentBytes / Math.max(1, send.totalBytes)) * 100) : 0
    return (
      <p className="message__sending">
        <Clock className="icon" size={14} aria-hidden />
        {send.state === 'uploading' ? t('timeline.state.uploading', { percent }) : t(`timeline.state.${send.state}`)}
        {send.state !== 'sending' && (
          <Button look="link" size="small" onClick={() => void discardUnsent(roomId, txnId)}>
            {t('timeline.discard')}
          </Button>
        )}
      </p>
    )
  }
  return (
    <p className="message__failed" role="alert">
      <CircleAlert className="icon" size={14} aria-hidden />
      {t('timeline.state.failed')}. {t(`timeline.failure.${send.reason}`)}
      <Button look="link" size="small" onClick={() => void retrySend(roomId, txnId)}>
        {t('timeline.retry')}
      </Button>
      <Button look="link" size="small" onClick={() => void discardUnsent(roomId, txnId)}>
        {t('timeline.discard')}
      </Button>
    </p>
  )
}

function ThreadLink({ thread, roomId }: { readonly thread: ThreadSummary; readonly roomId: string }) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  return (
    <button type="button" className="thread-link" onClick={() => void openThread(roomId, thread.rootId)}>
      <span className="receipts__people" aria-hidden>
        {thread.people.slice(0, 3).map(({ id, name }) => (
          <Avatar key={id} id={id} name={name} size="small" />
        ))}
      </span>
      {t('timeline.replies', { count: thread.replies })}
      <span className="thread-link__last">
        {t('timeline.lastReply', { time: formatWhen(new Date(thread.lastTs).toISOString(), language) })}
      </span>
      {thread.unread > 0 && <span className="badge">{thread.unread}</span>}
    </button>
  )
}
