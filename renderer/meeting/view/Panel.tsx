import { AudioLines, Hand, Mic, MicOff } from 'lucide-react'
import { useText } from '../../app/text'
import { Avatar } from '../../ui/Avatar'
import { Segments } from '../../ui/Segments'
import type { Tile } from '../layout'
import { meetingStore } from '../store'
import { Chat } from './Chat'

interface PanelProps {
  readonly panel: 'participants' | 'chat'
  readonly tiles: readonly Tile[]
}

/** Beside the pictures: who is here, or what is written. */
export function Panel({ panel, tiles }: PanelProps) {
  const t = useText()
  return (
    <aside className="panel" aria-label={t('meet.panel')}>
      <div className="panel__switch">
        <Segments
          label={t('meet.panel')}
          value={panel}
          options={[
            { value: 'participants', label: `${t('meet.participants')} ${tiles.length}` },
            { value: 'chat', label: t('meet.chat') }
          ]}
          onChange={(next) => meetingStore.setState({ panel: next, ...(next === 'chat' && { unread: 0 }) })}
        />
      </div>
      {panel === 'chat' ? <Chat /> : <People tiles={tiles} />}
    </aside>
  )
}

function People({ tiles }: { readonly tiles: readonly Tile[] }) {
  const t = useText()
  const raised = tiles.filter(({ person }) => person.raisedAt > 0).sort((a, b) => a.person.raisedAt - b.person.raisedAt)
  const rest = tiles.filter(({ person }) => person.raisedAt === 0)
  return (
    <div className="panel__scroll">
      <h2 className="panel__group">{t('meet.inMeeting')}</h2>
      <ul>
        {[...raised, ...rest].map((tile) => (
          <Person key={tile.isMe ? 'me' : tile.person.id} tile={tile} order={raised.indexOf(tile) + 1} />
        ))}
      </ul>
      {tiles.length === 1 && (
        <p className="panel__alone">
          {t('meet.alone')}. {t('meet.aloneText')}
        </p>
      )}
    </div>
  )
}

function Person({ tile, order }: { readonly tile: Tile; readonly order: number }) {
  const t = useText()
  const { person, isMe, micOff, speaking, video } = tile
  const plain = person.name === '' ? t('meet.someone') : person.name
  const under = person.isHost ? t('meet.host') : video ? undefined : t('meet.cameraIsOff')
  const Icon = micOff ? MicOff : speaking ? AudioLines : Mic
  return (
    <li className="person">
      <Avatar id={plain} name={plain} />
      <div className="person__body">
        <p className="truncate">{isMe ? t('meet.you', { name: plain }) : plain}</p>
        {under !== undefined && <p className="person__under">{under}</p>}
      </div>
      {order > 0 && (
        <span className="person__hand">
          <Hand className="icon" size={16} aria-label={t('meet.handRaised')} />
          {t('meet.handOrder', { order })}
        </span>
      )}
      <span
        className={micOff ? 'person__mic person__mic--off' : speaking ? 'person__mic person__mic--talk' : 'person__mic'}
      >
        <Icon
          className="icon"
          size={18}
          aria-label={t(micOff ? 'meet.muted' : speaking ? 'meet.speaking' : 'meet.unmuted')}
        />
      </span>
    </li>
  )
}
