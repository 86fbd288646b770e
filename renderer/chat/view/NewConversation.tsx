import { Search, X } from 'lucide-react'
import { useEffect, useState, type KeyboardEvent } from 'react'
import { useText } from '../../app/text'
import { Avatar } from '../../ui/Avatar'
import { Button, IconButton } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Field } from '../../ui/Field'
import type { FoundUser } from '../../matrix/contract'
import { closeDialog, searchPeople, startDirect } from '../commands'
import './people.css'

const minimumLength = 2
const againMs = 3_000

/** Picks people and starts writing to them: arrows and Enter add, Backspace takes the last one back. */
export function NewConversation() {
  const t = useText()
  const [term, setTerm] = useState('')
  const [found, setFound] = useState<readonly FoundUser[]>([])
  const [picked, setPicked] = useState<readonly FoundUser[]>([])
  const [active, setActive] = useState(0)
  const [busy, setBusy] = useState(false)
  const isLongEnough = term.trim().length >= minimumLength

  useEffect(() => {
    let left = false
    let timer: number | undefined
    if (!isLongEnough) return
    const search = async (): Promise<void> => {
      const people = await searchPeople(term.trim()).catch((error: unknown) => {
        console.warn('people', error)
        return []
      })
      if (left) return
      setFound(people)
      // Cut off for a moment, or the server's directory is not filled yet: whoever waits here need not type it again.
      if (people.length === 0) timer = window.setTimeout(() => void search(), againMs)
    }
    void search()
    return () => {
      left = true
      window.clearTimeout(timer)
    }
  }, [term, isLongEnough])

  const shown = isLongEnough ? found.filter(({ id }) => !picked.some((one) => one.id === id)) : []
  const add = (person: FoundUser) => {
    setPicked([...picked, person])
    setTerm('')
    setActive(0)
  }
  const start = () => {
    if (picked.length === 0 || busy) return
    setBusy(true)
    void startDirect(picked.map(({ id }) => id)).finally(() => setBusy(false))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const person = shown[active]
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setActive((active + (event.key === 'ArrowDown' ? 1 : -1) + shown.length) % Math.max(1, shown.length))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      if (person) add(person)
      else start()
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
        hint={shown.length === 0 ? (isLongEnough ? t('people.none', { term }) : t('people.searchHint')) : undefined}
        icon={Search}
        value={term}
        autoFocus
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-controls="people-found"
        aria-activedescendant={shown.length > 0 ? `person-${active}` : undefined}
        onChange={({ target }) => setTerm(target.value)}
        onKeyDown={onKeyDown}
      />
      <ul className="found-people" id="people-found" role="listbox" aria-label={t('composer.people')}>
        {shown.map((person, index) => (
          <li
            key={person.id}
            id={`person-${index}`}
            role="option"
            aria-selected={index === active}
            className="mention-list__item"
            onMouseDown={(event) => {
              event.preventDefault()
              add(person)
            }}
          >
            <Avatar id={person.id} name={person.name} />
            <span className="truncate">{person.name}</span>
            <span className="found-people__id truncate">{person.id}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
