import { Search } from 'lucide-react'
import { useState } from 'react'
import type { SyncItem } from '../../../../shared/model/sync'
import { useText } from '../../../app/text'
import { useChat } from '../../../chat/store'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Field } from '../../../ui/Field'
import { Suggestions } from '../../../ui/Suggestions'
import { useSuggestions } from '../../../ui/useSuggestions'
import { shareInRoom } from '../../shareInRoom'
import { closeDialog } from '../../store'

const shownAtMost = 20

/** Picks the conversation that gets the file as a card. */
export function ShareInRoom({ item }: { readonly item: SyncItem }) {
  const t = useText()
  const [term, setTerm] = useState('')
  const rooms = useChat((state) => state.rooms?.rooms)
  const wanted = term.toLocaleLowerCase('sv')
  const found = [...(rooms?.values() ?? [])]
    .filter((room) => room.kind !== 'team' && room.membership === 'join' && room.can.sendMessage)
    .filter(({ name }) => name.toLocaleLowerCase('sv').includes(wanted))
    .sort((a, b) => b.lastActivityTs - a.lastActivityTs)
    .slice(0, shownAtMost)
  const { combobox, list, onKeyDown } = useSuggestions(
    found.map(({ id, name, kind, directUserId }) => ({
      ...{ id, name },
      isMany: kind !== 'direct',
      hueId: directUserId ?? id
    })),
    ({ id, name }) => void shareInRoom(item, id, name)
  )
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
        {...combobox}
        onChange={({ target }) => setTerm(target.value)}
        onKeyDown={onKeyDown}
      />
      <Suggestions
        className="suggestions"
        label={t('chat.rooms')}
        list={list}
        note={found.length === 0 && term !== '' ? t('files.shareNobodyFound', { term }) : undefined}
      />
    </Dialog>
  )
}
