import { useEffect, type RefObject } from 'react'
import { useInside } from './useInside'

/** When what has the focus in a section is taken away, its heading gets it: the keys go on from there, not from the top. */
export function useHeldFocus(heading: RefObject<HTMLElement | null>) {
  const { isInside, events } = useInside()
  useEffect(() => {
    if (isInside.current && document.activeElement === document.body) heading.current?.focus()
  })
  return events
}
