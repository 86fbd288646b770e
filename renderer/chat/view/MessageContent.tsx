import { ArrowUpRight, KeyRound, Trash2, Video } from 'lucide-react'
import { formatBytes } from '../../app/format'
import { useApp } from '../../app/store'
import { useText } from '../../app/text'
import { useNow } from '../../app/useNow'
import { openSharedFile } from '../../files/sharedFile'
import { Button } from '../../ui/Button'
import { FileIcon } from '../../ui/FileIcon'
import type { FileCardBody, MeetingCardBody, MessageItem, RoomSummary } from '../../matrix/contract'
import { endMeeting } from '../commands'
import { joinMeeting } from '../meetings'
import { FileAttachment, ImageCard } from './Media'
import { RichText } from './RichText'
import './content.css'

/** What a message holds, by its kind. */
export function MessageContent({ item, room }: { readonly item: MessageItem; readonly room: RoomSummary }) {
  const t = useText()
  const { body } = item
  switch (body.kind) {
    case 'text':
      return (
        <div className={`rich rich--${body.style}`} dir="auto">
          <RichText nodes={body.nodes} />
        </div>
      )
    case 'image':
      return (
        <>
          <ImageCard body={body} />
          {body.caption.length > 0 && <RichText nodes={body.caption} />}
        </>
      )
    case 'file':
      return (
        <>
          <FileAttachment body={body} />
          {body.caption.length > 0 && <RichText nodes={body.caption} />}
        </>
      )
    case 'fileCard':
      return <SharedFile body={body} roomId={room.id} />
    case 'meetingCard':
      return <MeetingCard body={body} item={item} roomId={room.id} />
    case 'redacted':
      return (
        <p className="message__gone">
          <Trash2 className="icon" size={14} aria-hidden />
          {t('timeline.deleted')}
        </p>
      )
    case 'undecryptable':
      return (
        <p className="message__gone">
          <KeyRound className="icon" size={14} aria-hidden />
          {t(`timeline.undecryptable.${body.reason}`)}
        </p>
      )
    case 'unsupported':
      return <p className="message__gone">{body.text === '' ? t('timeline.unsupported') : body.text}</p>
  }
}

function SharedFile({ body, roomId }: { readonly body: FileCardBody; readonly roomId: string }) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  return (
    <div className="card">
      <FileIcon name={body.name} size={32} />
      <div className="card__body">
        <p className="card__title truncate">{body.name}</p>
        {body.sizeBytes !== null && <p className="card__meta">{formatBytes(body.sizeBytes, language)}</p>}
      </div>
      {body.url !== null && (
        <Button
          size="small"
          icon={ArrowUpRight}
          aria-label={t('card.openFile', { name: body.name })}
          onClick={() => void openSharedFile(body, roomId)}
        >
          {t('card.open')}
        </Button>
      )}
    </div>
  )
}

interface MeetingCardProps {
  readonly body: MeetingCardBody
  readonly item: MessageItem
  readonly roomId: string
}

function MeetingCard({ body, item, roomId }: MeetingCardProps) {
  const t = useText()
  const nowMs = useNow()
  const isLive = body.state === 'live'
  const minutes = Math.max(0, Math.round(((body.endedTs ?? nowMs) - body.startedTs) / 60_000))
  const { eventId } = item
  return (
    <div className={isLive ? 'card card--live' : 'card'}>
      <span className="card__tile">
        <Video className="icon" size={20} aria-hidden />
      </span>
      <div className="card__body">
        <p className="card__title truncate">{body.title}</p>
        <p className="card__meta">
          <span className={isLive ? 'live' : undefined}>{t(isLive ? 'card.live' : 'card.ended')}</span> ·{' '}
          {t('card.minutes', { count: minutes })}
        </p>
      </div>
      {isLive && body.own && eventId !== null && (
        <Button look="ghost" size="small" onClick={() => void endMeeting(roomId, eventId)}>
          {t('card.end')}
        </Button>
      )}
      {isLive && (
        <Button look="primary" icon={Video} size="small" onClick={() => void joinMeeting(body.url, body.title)}>
          {t('card.join')}
        </Button>
      )}
    </div>
  )
}
