import { CircleAlert } from 'lucide-react'
import { useEffect } from 'react'
import { Avatar } from './Avatar'
import { optionId, type Suggestion } from './useSuggestions'

interface SuggestionsProps<One extends Suggestion> {
  readonly label: string
  /** Where it lies: below its field, or over what is around it. */
  readonly className: string
  readonly list: {
    readonly listId: string
    readonly found: readonly One[]
    readonly at: number
    readonly onTake: (one: One) => void
  }
  /** What is said while there is nothing to choose: that one is to type, that it is looked for, that nothing fits. */
  readonly note?: string | undefined
  /** Why nothing could be found. */
  readonly problem?: string | undefined
}

/** What fits a field of `useSuggestions`: people, groups and conversations, each with what tells it from its namesakes. */
export function Suggestions<One extends Suggestion>({ label, className, list, note, problem }: SuggestionsProps<One>) {
  const { listId, found, at, onTake } = list
  useEffect(() => document.getElementById(optionId(listId, at))?.scrollIntoView({ block: 'nearest' }), [listId, at])
  return (
    <>
      <p className="suggestions__note" role="status">
        {note}
      </p>
      {problem !== undefined && (
        <p className="field__error suggestions__problem" role="alert">
          <CircleAlert className="icon" size={16} aria-hidden />
          <span>{problem}</span>
        </p>
      )}
      <ul className={className} id={listId} role="listbox" aria-label={label} hidden={found.length === 0}>
        {found.map((one, index) => (
          // The field keeps the focus; arrows and Enter there are the keyboard's way.
          <li
            key={one.id}
            id={optionId(listId, index)}
            role="option"
            aria-selected={index === at}
            className="suggestion"
            onMouseDown={(event) => {
              event.preventDefault()
              onTake(one)
            }}
          >
            <Avatar id={one.hueId ?? one.id} name={one.name} size="small" square={one.isMany === true} />
            <span className="suggestion__text">
              <bdi className="truncate">{one.name}</bdi>
              {one.detail !== undefined && <bdi className="suggestion__detail truncate">{one.detail}</bdi>}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
