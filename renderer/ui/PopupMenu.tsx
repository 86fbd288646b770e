import { Menu, useMenuContext, useStoreState, type MenuProps } from '@ariakit/react'
import { holderOf } from './MenuAction'

type PopupMenuProps = Pick<MenuProps, 'children' | 'className' | 'flip' | 'getAnchorRect'>

/**
 * What a `MenuProvider` opens: things to do, over all that is on the page, as high as the window lets it be. When it
 * closes, what it was opened from has the focus again.
 */
export function PopupMenu({ className = '', ...rest }: PopupMenuProps) {
  const menu = useMenuContext()
  const holder = holderOf(useStoreState(menu, 'disclosureElement'))
  return (
    <Menu
      className={`menu ${className}`.trim()}
      gutter={4}
      portal
      fitViewport
      unmountOnHide
      finalFocus={holder}
      // Its own way of it closes a second time two frames later, also what was opened again meanwhile.
      hideOnEscape={() => {
        menu?.hide()
        return false
      }}
      // Else the page gets stops that have the focus and are hidden from screen readers.
      preserveTabOrder={false}
      onKeyDown={({ key }) => {
        // The menu stands at the end of the page: Tab goes on from where it was opened all the same.
        if (key === 'Tab') holder?.focus()
      }}
      {...rest}
    />
  )
}
