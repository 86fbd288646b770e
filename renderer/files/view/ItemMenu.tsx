import { MenuButton, MenuProvider, useMenuStore } from '@ariakit/react'
import { Ellipsis } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { useText } from '../../app/text'
import { MenuAction } from '../../ui/MenuAction'
import { PopupMenu } from '../../ui/PopupMenu'
import { actionsFor } from '../actions'
import { select } from '../commands'
import { selectedItems } from '../shown'
import { filesStore, useFiles, type FileItem } from '../store'

interface ItemMenuProps {
  readonly item: FileItem
  /** Whether Tab stops here: outside the rows, whose menus the menu key opens. */
  readonly isStop?: boolean
}

/**
 * Everything that can be done with an item, or with all that are selected when it is one of them. Most menus are never
 * opened: until then there is only a button, which makes rows quick to come and go.
 */
export function ItemMenu({ item, isStop = false }: ItemMenuProps) {
  const t = useText()
  const [wanted, setWanted] = useState<string>()
  // The row has come to show another item.
  if (wanted !== undefined && wanted !== item.path) setWanted(undefined)
  const button = {
    className: 'icon-button item-menu',
    'aria-label': t('files.more', { name: item.name }),
    tabIndex: isStop ? 0 : -1
  }
  const selectIt = () => {
    if (!filesStore.getState().selected.has(item.path)) select(item.path)
  }
  const dots = <Ellipsis className="icon" size={18} aria-hidden />
  if (wanted === undefined)
    return (
      <button
        {...button}
        type="button"
        aria-haspopup="menu"
        aria-expanded={false}
        onClick={() => {
          selectIt()
          setWanted(item.path)
        }}
      >
        {dots}
      </button>
    )
  return (
    <OpenedMenu
      button={
        <MenuButton {...button} onClick={selectIt}>
          {dots}
        </MenuButton>
      }
      item={item}
    />
  )
}

/** Opens as soon as it is there, and has the focus: the button that was pressed was only in its place. */
function OpenedMenu({ button, item }: { readonly button: ReactNode; readonly item: FileItem }) {
  const menu = useMenuStore({ placement: 'bottom-end' })
  useEffect(() => {
    menu.setInitialFocus('first')
    menu.setAutoFocusOnShow(true)
    menu.show()
  }, [menu])
  return (
    <MenuProvider store={menu}>
      {button}
      <PopupMenu>
        <Actions item={item} />
      </PopupMenu>
    </MenuProvider>
  )
}

function Actions({ item }: { readonly item: FileItem }) {
  const t = useText()
  const { abilities, away, selected } = useFiles((state) => state)
  const actions = actionsFor(selected.has(item.path) ? selectedItems() : [item], abilities)
  return actions.map(({ label, icon: Icon, isDanger, isRemote, run }) => {
    const isOff = away !== undefined && isRemote === true
    return (
      <MenuAction
        key={label}
        className={isDanger === true ? 'menu__item--danger' : ''}
        disabled={isOff}
        accessibleWhenDisabled
        title={isOff ? t('files.whenOnline') : undefined}
        onClick={run}
      >
        <Icon className="icon" size={16} aria-hidden />
        {t(label)}
      </MenuAction>
    )
  })
}

/** Opens the menu of the row that the pointer or the menu key is on. */
export function openItemMenu(row: Element): void {
  row.querySelector<HTMLElement>('.item-menu')?.click()
}
