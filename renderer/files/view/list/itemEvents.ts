import type { DragEvent, MouseEvent } from 'react'
import { dragOut, dropFiles } from '../../changes'
import { select } from '../../commands'
import type { SelectHow } from '../../selection'
import { selectedItems } from '../../shown'
import { filesStore, type FileItem } from '../../store'
import { openItemMenu } from './ItemMenu'
import type { Standing } from './ItemTable'
import { itemId } from './useFocusOn'

export interface ItemPlace extends Omit<Standing, 'index'> {
  readonly item: FileItem
}

/** What shows an item of the files or of the trash is a stop of the keyboard, and is selected. */
export function standingEvents(key: string, { isStop, isSelected }: Omit<Standing, 'index'>) {
  return {
    id: itemId(key),
    'data-item': '',
    'aria-selected': isSelected,
    'data-region-start': isStop ? '' : undefined,
    // Tab, F6 and a click lead here: the keys go on from this item.
    onFocus: () => filesStore.setState({ current: key }),
    onClick: (event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest('.item-menu')) return
      select(key, howOf(event))
    }
  }
}

/** What a row of the list and a tile of the grid have in common: selection, menu, dragging out and dropping in. */
export function itemEvents({ item, isStop, isSelected }: ItemPlace) {
  return {
    ...standingEvents(item.path, { isStop, isSelected }),
    draggable: true,
    onContextMenu: (event: MouseEvent<HTMLElement>) => {
      event.preventDefault()
      if (!isSelected) select(item.path)
      openItemMenu(event.currentTarget, event.nativeEvent)
    },
    onDragStart: (event: DragEvent) => {
      // The desktop carries the files, so that they can be dropped on other programs too.
      event.preventDefault()
      const paths = isSelected ? selectedItems().map(({ path }) => path) : [item.path]
      void dragOut(paths)
    },
    ...(item.kind === 'folder' && dropInto(item.path))
  }
}

/** Makes an element take dropped files into a folder. */
export function dropInto(folder: string) {
  return {
    onDragOver: (event: DragEvent<HTMLElement>) => {
      if (!event.dataTransfer.types.includes('Files')) return
      event.preventDefault()
      event.stopPropagation()
      event.currentTarget.dataset.drop = ''
    },
    onDragLeave: (event: DragEvent<HTMLElement>) => {
      delete event.currentTarget.dataset.drop
    },
    onDrop: (event: DragEvent<HTMLElement>) => {
      event.preventDefault()
      event.stopPropagation()
      delete event.currentTarget.dataset.drop
      void dropFiles([...event.dataTransfer.files], folder)
    }
  }
}

function howOf({ ctrlKey, metaKey, shiftKey }: MouseEvent): SelectHow {
  if (shiftKey) return 'range'
  return ctrlKey || metaKey ? 'toggle' : 'only'
}
