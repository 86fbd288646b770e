import type { DragEvent, MouseEvent } from 'react'
import { dragOut, dropFiles } from '../changes'
import { select } from '../commands'
import type { SelectHow } from '../selection'
import { selectedItems } from '../shown'
import { filesStore, type FileItem } from '../store'
import { openItemMenu } from './ItemMenu'

export interface ItemPlace {
  readonly id: string
  readonly item: FileItem
  /** Whether Tab stops here. */
  readonly isStop: boolean
  readonly isSelected: boolean
}

/** What a row of the list and a tile of the grid have in common: selection, menu, dragging out and dropping in. */
export function itemEvents({ id, item, isStop, isSelected }: ItemPlace) {
  return {
    id,
    'aria-selected': isSelected,
    'data-region-start': isStop ? '' : undefined,
    draggable: true,
    // Tab, F6 and a click lead here: the keys go on from this item.
    onFocus: () => filesStore.setState({ current: item.path }),
    onClick: (event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest('.item-menu')) return
      select(item.path, howOf(event))
    },
    onContextMenu: (event: MouseEvent<HTMLElement>) => {
      event.preventDefault()
      if (!isSelected) select(item.path)
      openItemMenu(event.currentTarget)
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
