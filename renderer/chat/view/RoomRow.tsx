import { BellOff, ChevronDown, ChevronRight, CircleAlert, Clock, Hash, Lock, Video } from 'lucide-react'
import { memo } from 'react'
import { useText } from '../../app/text'
import { Avatar } from '../../ui/Avatar'
import type { RoomSummary } from '../../matrix/contract'
import { openRoom, toggleTeam } from '../commands'
import { isUnread } from '../sections'
import { usePersonPicture } from './usePersonPicture'

interface RoomRowProps {
  readonly room: RoomSummary
  readonly nested: boolean
  readonly current: boolean
  readonly isStop: boolean
}

export const RoomRow = memo(function RoomRow({ room, nested, current, isStop }: RoomRowProps) {
  const t = useText()
  const names = ['row', `row--${room.kind}`]
  if (nested) names.push('row--nested')
  if (room.muted) names.push('row--muted')
  else if (isUnread(room)) names.push('row--unread')
  return (
    <button
      type="button"
      className={names.join(' ')}
      aria-current={current ? 'page' : undefined}
      tabIndex={isStop ? 0 : -1}
      data-region-start={isStop ? '' : undefined}
      onClick={() => void openRoom(room.id)}
    >
      <RoomMark room={room} />
      <span className="row__label truncate">
        <bdi>{room.name}</bdi>
      </span>
      {room.kind === 'direct' && room.presence !== 'unknown' && (
        <span className="visually-hidden">{t(`chat.presence.${room.presence}`)}</span>
      )}
      <RowEnd room={room} />
    </button>
  )
})

function RowEnd({ room }: { readonly room: RoomSummary }) {
  const t = useText()
  if (room.outbox.failed > 0)
    return <CircleAlert className="icon row__failed" size={16} aria-label={t('timeline.state.failed')} />
  return (
    <>
      {room.outbox.waiting > 0 && <Clock className="icon" size={14} aria-label={t('timeline.state.queued')} />}
      {room.liveMeetingUrl !== null && <Video className="icon row__live" size={16} aria-label={t('card.live')} />}
      {room.muted ? (
        <BellOff className="icon" size={16} aria-label={t('chat.muted')} />
      ) : room.mentions > 0 ? (
        <span className="badge badge--mention">
          <span aria-hidden>@ {room.mentions}</span>
          <span className="visually-hidden">{t('chat.mentions', { count: room.mentions })}</span>
        </span>
      ) : room.unread > 0 ? (
        <span className="badge">
          <span aria-hidden>{room.unread > 99 ? '99+' : room.unread}</span>
          <span className="visually-hidden">{t('chat.unread', { count: room.unread })}</span>
        </span>
      ) : null}
    </>
  )
}

function RoomMark({ room }: { readonly room: RoomSummary }) {
  const t = useText()
  const picture = usePersonPicture(room.kind === 'direct' ? room.avatarMxc : null)
  if (room.kind === 'direct') {
    return (
      <Avatar id={room.directUserId ?? room.id} name={room.name} size="small" imageUrl={picture}>
        {room.presence !== 'unknown' && <span className={`presence presence--${room.presence}`} />}
      </Avatar>
    )
  }
  return room.isOpen ? (
    <Hash className="icon row__mark" size={18} aria-hidden />
  ) : (
    <Lock className="icon row__mark" size={18} aria-label={t('chat.private')} />
  )
}

export function TeamRow({ team, open }: { readonly team: RoomSummary; readonly open: boolean }) {
  const Caret = open ? ChevronDown : ChevronRight
  return (
    <button
      type="button"
      className="row row--team"
      aria-expanded={open}
      tabIndex={-1}
      onClick={() => toggleTeam(team.id)}
    >
      <Caret className="icon" size={16} aria-hidden />
      <Avatar id={team.id} name={team.name} size="small" square initials={[...team.name][0] ?? ''} />
      <span className="row__label truncate">
        <bdi>{team.name}</bdi>
      </span>
    </button>
  )
}
