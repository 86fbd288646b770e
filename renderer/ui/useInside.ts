import { useRef, type FocusEvent, type RefObject } from 'react'

/**
 * Whether the focus is, or was last, in an element: also when what had it has been taken out of the page, which tells
 * nobody. The events go on the element.
 */
export function useInside(): {
  readonly isInside: RefObject<boolean>
  readonly events: {
    readonly onFocus: () => void
    readonly onBlur: (event: FocusEvent<HTMLElement>) => void
  }
} {
  const isInside = useRef(false)
  return {
    isInside,
    events: {
      onFocus: () => {
        isInside.current = true
      },
      onBlur: ({ relatedTarget, currentTarget }) => {
        if (relatedTarget !== null) isInside.current = currentTarget.contains(relatedTarget)
      }
    }
  }
}
