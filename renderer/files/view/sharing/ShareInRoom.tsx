import { Search } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import type { SyncItem } from '../../../../shared/model/sync'
import { useText } from '../../../app/text'
import { useChat } from '../../../chat/store'
import { Avatar } from '../../../ui/Avatar'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Field } from '../../../ui/Field'
import { shareInRoom } from '../../shareInRoom'
import { closeDialog } from '../../store'

const shownAtMost = 20

/** Picks the conversation that gets the file as a card. */
export function ShareInRoom({ item }: { readonly item: SyncItem }) {
  const t = useText()
  const [term, setTerm] = useState('')
  const [active, setActive] = useState(0)
  const rooms = useChat((state) => state.rooms?.rooms)
  const wanted = term.toLocaleLowerCase('sv')
  const found = [...(rooms?.values() ?? [])]
    .filter((room) => room.kind !== 'team' && room.membership === 'join' && room.can.sendMessage)
    .filter(({ name }) => name.toLocaleLowerCase('sv').includes(wanted))
    .sort((a, b) => b.lastActivityTs - a.lastActivityTs)
    .slice(0, shownAtMost)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const room = found[active]
    if (step !== undefined) setActive((active + step + found.length) % Math.max(1, found.length))
    else if (event.key === 'Enter' && room) void shareInRoom(item, room.id, room.name)
    else return
    event.preventDefault()
  }
  return (
    <Dialog
      title={t('files.shareTitle', { name: item.name })}
      onCancel={closeDialog}
      actions={<Button onClick={closeDialog}>{t('app.cancel')}</Button>}
    >
      <Field
        label={t('files.shareSearch')}
        icon={Search}
        value={term}
        autoFocus
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls="share-rooms"
        aria-activedescendant={found.length > 0 ? `share-${active}` : undefined}
        onChange={({ target }) => {
          setTerm(target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul className="found-people" id="share-rooms" role="listbox" aria-label={t('chat.rooms')}>
        {found.map((room, index) => (
          <li
            key={room.id}
            id={`share-${index}`}
            role="option"
            aria-selected={index === active}
            className="mention-list__item"
            onMouseDown={(event) => {
              event.preventDefault()
              void shareInRoom(item, room.id, room.name)
            }}
          >
            <Avatar id={room.directUserId ?? room.id} name={room.name} size="small" square={room.kind !== 'direct'} />
            <span className="truncate">{room.name}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
