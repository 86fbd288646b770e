import { Menu, MenuButton, MenuItem, MenuProvider } from '@ariakit/react'
import { Ellipsis } from 'lucide-react'
import { useText } from '../../app/text'
import { actionsFor } from '../actions'
import { select, selectedItems } from '../commands'
import { useFiles, type FileItem } from '../store'

interface ItemMenuProps {
  readonly item: FileItem
  /** Whether Tab stops here: outside the rows, whose menus the menu key opens. */
  readonly isStop?: boolean
}

/** Everything that can be done with an item, or with all that are selected when it is one of them. */
export function ItemMenu({ item, isStop = false }: ItemMenuProps) {
  const t = useText()
  const abilities = useFiles((state) => state.abilities)
  const isAway = useFiles(({ away }) => away !== undefined)
  const isSelected = useFiles((state) => state.selected.has(item.path))
  const actions = actionsFor(isSelected ? selectedItems() : [item], abilities)
  return (
    <MenuProvider placement="bottom-end">
      <MenuButton
        className="icon-button item-menu"
        aria-label={t('files.more', { name: item.name })}
        tabIndex={isStop ? 0 : -1}
        onClick={() => {
          if (!isSelected) select(item.path)
        }}
      >
        <Ellipsis className="icon" size={18} aria-hidden />
      </MenuButton>
      <Menu className="menu" gutter={4} portal unmountOnHide>
        {actions.map(({ label, icon: Icon, isDanger, isRemote, run }) => (
          <MenuItem
            key={label}
            className={isDanger === true ? 'menu__item menu__item--danger' : 'menu__item'}
            disabled={isAway && isRemote === true}
            accessibleWhenDisabled
            title={isAway && isRemote === true ? t('files.whenOnline') : undefined}
            onClick={run}
          >
            <Icon className="icon" size={16} aria-hidden />
            {t(label)}
          </MenuItem>
        ))}
      </Menu>
    </MenuProvider>
  )
}

/** Opens the menu of the row that the pointer or the menu key is on. */
export function openItemMenu(row: Element): void {
  row.querySelector<HTMLElement>('.item-menu')?.click()
}
