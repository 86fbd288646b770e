import { useEffect, useMemo, useState, type KeyboardEvent, type RefObject } from 'react'
import { roomMembers } from '../commands'
import { completeMention, matchPeople, mentionTerm, type KnownPerson } from '../mentions'

/** The list of people that opens while an @name is being typed. */
export function useMentions(roomId: string, text: string, field: RefObject<HTMLTextAreaElement | null>) {
  const [members, setMembers] = useState<readonly KnownPerson[]>()
  const [cursor, setCursor] = useState(0)
  const [active, setActive] = useState(0)
  const [dismissed, setDismissed] = useState('')
  const term = mentionTerm(text, cursor)
  const isAsked = term !== undefined && members === undefined
  useEffect(() => {
    if (isAsked)
      void roomMembers(roomId).then((all) => setMembers(all.filter(({ membership }) => membership === 'join')))
  }, [isAsked, roomId])
  const found = useMemo(
    () => (term === undefined || term === dismissed ? [] : matchPeople(members ?? [], term)),
    [members, term, dismissed]
  )
  const complete = (person: KnownPerson) => (term === undefined ? text : completeMention(text, cursor, term, person))
  return {
    found,
    active: Math.min(active, Math.max(0, found.length - 1)),
    complete,
    onSelect: () => setCursor(field.current?.selectionEnd ?? 0),
    /** True when the key was for the list. */
    onKeyDown: (event: KeyboardEvent, take: (person: KnownPerson) => void): boolean => {
      if (found.length === 0) return false
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      const chosen = found[Math.min(active, found.length - 1)]
      if (step !== undefined) setActive((active + step + found.length) % found.length)
      else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) take(chosen)
      else if (event.key === 'Escape') setDismissed(term ?? '')
      else return false
      event.preventDefault()
      event.stopPropagation()
      return true
    }
  }
}
