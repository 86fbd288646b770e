import { Hash, Lock, LockOpen, ShieldCheck, Star } from 'lucide-react'
import { useText } from '../../app/text'
import { IconButton } from '../../ui/Button'
import type { RoomSummary } from '../../matrix/contract'
import { setFavourite } from '../commands'
import { useChat } from '../store'
import { MeetingButton } from './MeetingButton'

export function RoomHeader({ room }: { readonly room: RoomSummary }) {
  const t = useText()
  const team = useChat(({ rooms }) =>
    room.parentIds.map((id) => rooms?.rooms.get(id)?.name).find((name) => name !== undefined)
  )
  const members = t('chat.members', { count: room.memberCount })
  const sub =
    room.kind === 'direct' ? (room.presence === 'unknown' ? '' : t(`chat.presence.${room.presence}`)) : members
  const Mark = room.isOpen ? Hash : Lock
  return (
    <header className="room-head">
      <div className="room-head__id">
        <h2 className="room-head__title">
          {room.kind !== 'direct' && <Mark className="icon" size={18} aria-hidden />}
          <bdi className="truncate">{room.name}</bdi>
          <span className={room.encrypted ? 'room-head__shield' : 'room-head__shield room-head__shield--off'}>
            {room.encrypted ? <ShieldCheck size={16} aria-hidden /> : <LockOpen size={14} aria-hidden />}
            {t(room.encrypted ? 'chat.encrypted' : 'chat.notEncrypted')}
          </span>
        </h2>
        <p className="room-head__sub truncate">
          {[team, sub].filter((one) => one !== undefined && one !== '').join(' · ')}
        </p>
      </div>
      {room.membership === 'join' && (
        <>
          <MeetingButton room={room} />
          <IconButton
            icon={Star}
            label={t(room.favourite ? 'chat.unfavourite' : 'chat.favourite')}
            aria-pressed={room.favourite}
            onClick={() => void setFavourite(room.id, !room.favourite)}
          />
        </>
      )}
    </header>
  )
}
