import { MenuButton, MenuProvider, useMenuStore } from '@ariakit/react'
import { Ellipsis } from 'lucide-react'
import { useEffect, useRef, useState, type MouseEvent, type ReactNode } from 'react'
import { useText } from '../../../app/text'
import { holderOf, MenuAction } from '../../../ui/MenuAction'
import { PopupMenu } from '../../../ui/PopupMenu'
import { actionsFor } from '../../actions'
import { select } from '../../commands'
import { selectedItems } from '../../shown'
import { filesStore, useFiles, type FileItem } from '../../store'

interface ItemMenuProps {
  readonly item: FileItem
  /** Whether Tab stops here: outside the rows, whose menus the menu key opens. */
  readonly isStop?: boolean
}

/** Where the pointer was in the window, when it was a pointer that asked for the menu. */
interface Point {
  readonly x: number
  readonly y: number
}

/**
 * Everything that can be done with an item, or with all that are selected when it is one of them. Most menus are never
 * opened: until then there is only a button, which makes rows quick to come and go.
 */
export function ItemMenu({ item, isStop = false }: ItemMenuProps) {
  const t = useText()
  const [wanted, setWanted] = useState<{ readonly path: string; readonly at: Point | undefined }>()
  // The row has come to show another item.
  if (wanted !== undefined && wanted.path !== item.path) setWanted(undefined)
  const open = (at?: Point) => {
    if (!filesStore.getState().selected.has(item.path)) select(item.path)
    setWanted({ path: item.path, at })
  }
  const button = {
    className: 'icon-button item-menu',
    'aria-label': t('files.more', { name: item.name }),
    tabIndex: isStop ? 0 : -1,
    onClick: () => open(),
    onContextMenu: (event: MouseEvent<HTMLElement>) => {
      event.preventDefault()
      event.stopPropagation()
      const at = pointOf(event.nativeEvent)
      if (at) open(at)
      else event.currentTarget.click()
    },
    children: <Ellipsis className="icon" size={18} aria-hidden />
  }
  if (wanted === undefined) return <button {...button} type="button" aria-haspopup="menu" aria-expanded={false} />
  return <OpenedMenu button={<MenuButton {...button} />} item={item} at={wanted.at} />
}

interface OpenedMenuProps {
  readonly button: ReactNode
  readonly item: FileItem
  readonly at: Point | undefined
}

/**
 * Opens as soon as it is there, and has the focus: the button that was pressed was only in its place. Opens again where
 * the pointer asks for it; otherwise the button opens and closes it.
 */
function OpenedMenu({ button, item, at }: OpenedMenuProps) {
  const menu = useMenuStore({ placement: at ? 'bottom-start' : 'bottom-end' })
  const isFirst = useRef(true)
  useEffect(() => {
    if (!at && !isFirst.current) return
    isFirst.current = false
    // The button that was in this one's place may have had it.
    if (document.activeElement === document.body) holderOf(menu.getState().anchorElement)?.focus()
    menu.setInitialFocus('first')
    menu.setAutoFocusOnShow(true)
    menu.show()
    // It may be open elsewhere.
    menu.render()
  }, [menu, at])
  return (
    <MenuProvider store={menu}>
      {button}
      <PopupMenu getAnchorRect={() => at ?? null}>
        <Actions item={item} />
      </PopupMenu>
    </MenuProvider>
  )
}

function Actions({ item }: { readonly item: FileItem }) {
  const t = useText()
  const { abilities, away, selected } = useFiles((state) => state)
  const actions = actionsFor(selected.has(item.path) ? selectedItems() : [item], abilities)
  return actions.map(({ label, icon: Icon, isDanger, isRemote, isDenied, run }) => {
    const isWaiting = away !== undefined && isRemote === true
    const why = isDenied === true ? t('files.denied') : isWaiting ? t('files.whenOnline') : undefined
    return (
      <MenuAction
        key={label}
        className={isDanger === true ? 'menu__item--danger' : ''}
        disabled={why !== undefined}
        accessibleWhenDisabled
        title={why}
        onClick={run}
      >
        <Icon className="icon" size={16} aria-hidden />
        {t(label)}
      </MenuAction>
    )
  })
}

/** Opens the menu of the row that the pointer or the menu key is on. */
export function openItemMenu(row: Element, asked: globalThis.MouseEvent): void {
  row.querySelector('.item-menu')?.dispatchEvent(new PointerEvent('contextmenu', asked))
}

/** The menu key asks for a menu too: by no button, at the middle of what has the focus. */
const pointOf = ({ button, clientX, clientY }: globalThis.MouseEvent): Point | undefined =>
  button < 0 ? undefined : { x: clientX, y: clientY }
