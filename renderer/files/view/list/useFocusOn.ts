import { useLayoutEffect, type RefObject } from 'react'
import { useInside } from '../../../ui/useInside'
import { filesStore, useFiles } from '../../store'

/** The element that shows an item, by its path, or by its id in the trash. */
export const itemId = (key: string): string => `item-${key}`

/**
 * The focus of a list lies on its current item: it follows the keys, stays with the item when others come before it,
 * and with the list when the item is gone. What else has the focus (a button, a dialog) keeps it, unless the item was gone to.
 */
export function useFocusOn(list: RefObject<HTMLElement | null>, current: string | undefined) {
  const { isInside, events } = useInside()
  const sought = useFiles((state) => state.sought)
  useLayoutEffect(() => {
    const { activeElement: active } = document
    const id = current === undefined ? undefined : itemId(current)
    const item = id === undefined ? null : document.getElementById(id)
    if (item && current === sought) {
      item.focus()
      filesStore.setState({ sought: undefined })
      return
    }
    const isLost = active === document.body
    // A dialog that closes gives the focus back while React listens to nothing: what is there counts, not what was heard.
    if (list.current?.contains(active) === true) isInside.current = true
    const isOurs = isInside.current && (isLost || active === list.current || active?.matches('[data-item]') === true)
    if (!isOurs || active?.id === id) return
    if (item) item.focus({ preventScroll: true })
    else if (isLost) list.current?.focus({ preventScroll: true })
  })
  return events
}
