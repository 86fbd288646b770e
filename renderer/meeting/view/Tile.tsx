import { Hand, MicOff } from 'lucide-react'
import { useText } from '../../app/text'
import { Avatar } from '../../ui/Avatar'
import type { Tile as TileState } from '../layout'
import { useMeeting } from '../store'
import { Picture } from './Picture'

/** One person: picture or initials, name, and what they do. */
export function Tile({ tile: { person, isMe, video, micOff, speaking } }: { readonly tile: TileState }) {
  const t = useText()
  const mirrored = useMeeting(({ choices }) => choices.mirrored)
  const plain = person.name === '' ? t('meet.someone') : person.name
  const name = isMe ? t('meet.you', { name: plain }) : plain
  return (
    <figure className={speaking ? 'tile tile--speaking' : 'tile'}>
      {video ? (
        <Picture stream={video} label={name} mirrored={isMe && mirrored} />
      ) : (
        <span className="tile__center">
          <Avatar id={plain} name={plain} />
        </span>
      )}
      {person.raisedAt > 0 && (
        <span className="tile__flag">
          <Hand className="icon" size={16} aria-hidden />
          <span>{t('meet.handRaised')}</span>
        </span>
      )}
      <figcaption className="tile__name">
        {speaking && (
          <span className="tile__bars" role="img" aria-label={t('meet.speaking')}>
            <i />
            <i />
            <i />
          </span>
        )}
        {micOff && <MicOff className="icon" size={16} aria-label={t('meet.muted')} />}
        <span className="truncate">{name}</span>
      </figcaption>
    </figure>
  )
}
