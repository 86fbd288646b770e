import { MenuItem, useMenuContext, type MenuItemProps } from '@ariakit/react'

/**
 * Something to do, in a menu. The focus goes back to where the menu was opened before it is done: a dialog that it opens
 * gives the focus back to what has it now, and an item of a menu is gone by then.
 */
export function MenuAction({ className = '', onClick, ...rest }: MenuItemProps) {
  const menu = useMenuContext()
  return (
    <MenuItem
      className={`menu__item ${className}`.trim()}
      onClick={(event) => {
        holderOf(menu?.getState().disclosureElement)?.focus()
        onClick?.(event)
      }}
      {...rest}
    />
  )
}

/** What has the focus while its menu is closed: in a list the item, whose button Tab does not reach; else the button. */
export const holderOf = (button: HTMLElement | null | undefined): HTMLElement | null =>
  button?.closest<HTMLElement>('[data-item]') ?? button ?? null
