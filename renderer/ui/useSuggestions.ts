import { useId, useState, type KeyboardEvent } from 'react'

/** Somebody or something that fits what is typed. */
export interface Suggestion {
  readonly id: string
  readonly name: string
  /** What tells namesakes apart, e.g. an address. */
  readonly detail?: string | undefined
  /** Several people: a group, a channel. */
  readonly isMany?: boolean
  /** What the colour is chosen by, when that is not the id. */
  readonly hueId?: string | undefined
}

/**
 * A field with what fits it below (WAI-ARIA combobox with a list): the field keeps the focus, arrows choose, Enter takes.
 * `combobox` goes to the field, `list` to `Suggestions`; `onKeyDown` says whether the key was for the list.
 */
export function useSuggestions<One extends Suggestion>(found: readonly One[], onTake: (one: One) => void) {
  const listId = useId()
  const [active, setActive] = useState<string>()
  // What is chosen stays so while one types on, as long as it fits.
  const at = Math.max(
    0,
    found.findIndex(({ id }) => id === active)
  )
  const chosen = found[at]
  return {
    chosen,
    combobox: {
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': found.length > 0,
      'aria-controls': listId,
      'aria-activedescendant': chosen && optionId(listId, at)
    } as const,
    list: { listId, found, at, onTake },
    onKeyDown: (event: KeyboardEvent): boolean => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (!chosen) return false
      if (step !== undefined) setActive(found.at((at + step) % found.length)?.id)
      else if (event.key === 'Enter') onTake(chosen)
      else return false
      event.preventDefault()
      return true
    }
  }
}

export const optionId = (listId: string, at: number): string => `${listId}-${at}`
