import { Search, X } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { useText } from '../../app/text'
import { Button, IconButton } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Field } from '../../ui/Field'
import { Suggestions } from '../../ui/Suggestions'
import { useSuggestions } from '../../ui/useSuggestions'
import type { FoundUser } from '../../matrix/contract'
import { closeDialog, startDirect } from '../commands'
import { usePeople } from './usePeople'
import './people.css'

const minimumLength = 2

/** Picks people and starts writing to them: arrows and Enter add, Backspace takes the last one back. */
export function NewConversation() {
  const t = useText()
  const [term, setTerm] = useState('')
  const [picked, setPicked] = useState<readonly FoundUser[]>([])
  const [busy, setBusy] = useState(false)
  const wanted = term.trim()
  const isLongEnough = wanted.length >= minimumLength
  const { people, hasFailed } = usePeople(isLongEnough ? wanted : undefined)
  const shown = (people ?? []).filter(({ id }) => !picked.some((one) => one.id === id))
  const { combobox, list, onKeyDown } = useSuggestions(
    shown.map((person) => ({ ...person, detail: person.id })),
    (person) => {
      setPicked([...picked, person])
      setTerm('')
    }
  )
  const note = !isLongEnough
    ? t('people.searchHint')
    : people
      ? t('people.none', { term: wanted })
      : t('people.searching')
  const start = () => {
    if (picked.length === 0 || busy) return
    setBusy(true)
    void startDirect(picked.map(({ id }) => id)).finally(() => setBusy(false))
  }
  const onFieldKey = (event: KeyboardEvent) => {
    if (onKeyDown(event)) return
    if (event.key === 'Enter') {
      event.preventDefault()
      start()
    } else if (event.key === 'Backspace' && term === '') setPicked(picked.slice(0, -1))
  }
  return (
    <Dialog
      title={t('chat.newConversation')}
      onCancel={closeDialog}
      actions={
        <>
          <Button onClick={closeDialog}>{t('app.cancel')}</Button>
          <Button look="primary" disabled={picked.length === 0} busy={busy} onClick={start}>
            {t('people.start')}
          </Button>
        </>
      }
    >
      <ul className="picked">
        {picked.map((person) => (
          <li key={person.id} className="chip">
            {person.name}
            <IconButton
              icon={X}
              iconSize={14}
              label={t('people.remove', { name: person.name })}
              onClick={() => setPicked(picked.filter(({ id }) => id !== person.id))}
            />
          </li>
        ))}
      </ul>
      <Field
        label={t('people.search')}
        icon={Search}
        value={term}
        autoFocus
        {...combobox}
        onChange={({ target }) => setTerm(target.value)}
        onKeyDown={onFieldKey}
      />
      <Suggestions
        className="suggestions"
        label={t('composer.people')}
        list={list}
        note={shown.length > 0 || hasFailed ? undefined : note}
        problem={hasFailed ? t('people.failed') : undefined}
      />
    </Dialog>
  )
}
