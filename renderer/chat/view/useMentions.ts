import { useEffect, useMemo, useState, type KeyboardEvent, type RefObject } from 'react'
import { roomMembers } from '../commands'
import { useSuggestions } from '../../ui/useSuggestions'
import { completeMention, matchPeople, mentionTerm, toldApart, type KnownPerson } from '../mentions'

/** The list of people that opens while an @name is being typed; who is taken stands in the text then. */
export function useMentions(
  roomId: string,
  text: string,
  field: RefObject<HTMLTextAreaElement | null>,
  onTake: (person: KnownPerson, text: string) => void
) {
  const [members, setMembers] = useState<readonly KnownPerson[]>()
  const [cursor, setCursor] = useState(0)
  const [dismissed, setDismissed] = useState('')
  const term = mentionTerm(text, cursor)
  const isAsked = term !== undefined && members === undefined
  useEffect(() => {
    if (isAsked)
      void roomMembers(roomId).then((all) => setMembers(all.filter(({ membership }) => membership === 'join')))
  }, [isAsked, roomId])
  const found = useMemo(
    () => (term === undefined || term === dismissed ? [] : toldApart(matchPeople(members ?? [], term))),
    [members, term, dismissed]
  )
  const take = (person: KnownPerson) => onTake(person, completeMention(text, cursor, term ?? '', person))
  const { chosen, combobox, list, onKeyDown } = useSuggestions(found, take)
  return {
    list,
    /** A text field is a combobox only while there is somebody to choose. */
    combobox: chosen && combobox,
    onSelect: () => setCursor(field.current?.selectionEnd ?? 0),
    /** True when the key was for the list. */
    onKeyDown: (event: KeyboardEvent): boolean => {
      if (!chosen) return false
      if (event.key === 'Tab') take(chosen)
      else if (event.key === 'Escape') setDismissed(term ?? '')
      else if (!onKeyDown(event)) return false
      event.preventDefault()
      event.stopPropagation()
      return true
    }
  }
}
