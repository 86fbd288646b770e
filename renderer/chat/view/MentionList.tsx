import { useText } from '../../app/text'
import { Avatar } from '../../ui/Avatar'
import type { KnownPerson } from '../mentions'

interface MentionListProps {
  readonly people: readonly KnownPerson[]
  readonly active: number
  readonly onTake: (person: KnownPerson) => void
}

export function MentionList({ people, active, onTake }: MentionListProps) {
  const t = useText()
  return (
    <ul className="mention-list" id="mention-list" role="listbox" aria-label={t('composer.people')}>
      {people.map((person, index) => (
        // The field keeps the focus; arrows and Enter there are the keyboard's way.
        <li
          key={person.id}
          id={`mention-${index}`}
          role="option"
          aria-selected={index === active}
          className="mention-list__item"
          onMouseDown={(event) => {
            event.preventDefault()
            onTake(person)
          }}
        >
          <Avatar id={person.id} name={person.name} size="small" />
          <span className="truncate">{person.name}</span>
        </li>
      ))}
    </ul>
  )
}
