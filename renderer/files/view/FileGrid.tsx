import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../../app/text'
import { FileIcon } from '../../ui/FileIcon'
import { openItem } from '../commands'
import { useFiles, type FileItem } from '../store'
import { itemId, type ItemsProps } from './FileList'
import { itemEvents, type ItemPlace } from './itemEvents'
import { itemKeys } from './itemKeys'
import { ItemMenu } from './ItemMenu'
import { ItemState } from './ItemState'
import { Spacer } from './Spacer'
import { usePreview } from './usePreview'

const tilePx = 168
const rowPx = 176

/** The items as tiles with a picture; rows out of sight are not in the page. */
export function FileGrid({ name, items }: ItemsProps) {
  const t = useText()
  const { selected, current } = useFiles((state) => state)
  const scroller = useRef<HTMLDivElement>(null)
  const columns = useColumns(scroller)
  const rows = useVirtualizer({
    count: Math.ceil(items.length / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 3
  })
  const stop = items.some(({ path }) => path === current) ? current : items[0]?.path
  const onKeyDown = itemKeys({
    columns,
    rowsShown: () => Math.floor((scroller.current?.clientHeight ?? 440) / rowPx),
    focus: (index) => {
      rows.scrollToIndex(Math.floor(index / columns))
      requestAnimationFrame(() => document.getElementById(itemId(items[index]?.path ?? ''))?.focus())
    }
  })
  return (
    <div
      className="file-grid"
      ref={scroller}
      role="grid"
      aria-label={t('files.list', { folder: name })}
      aria-multiselectable
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <Spacer heightPx={rows.getVirtualItems()[0]?.start ?? 0} />
      {rows.getVirtualItems().map(({ key, index: row }) => (
        <div key={key} className="file-grid__row" role="row">
          {items.slice(row * columns, (row + 1) * columns).map((item) => (
            <Tile
              key={item.path}
              id={itemId(item.path)}
              item={item}
              isStop={item.path === stop}
              isSelected={selected.has(item.path)}
            />
          ))}
        </div>
      ))}
      <Spacer heightPx={rows.getTotalSize() - (rows.getVirtualItems().at(-1)?.end ?? 0)} />
    </div>
  )
}

function Tile({ id, item, isStop, isSelected }: ItemPlace) {
  return (
    <div
      className="file-tile"
      role="gridcell"
      tabIndex={isStop ? 0 : -1}
      {...itemEvents({ id, item, isStop, isSelected })}
      onKeyDown={undefined}
      onDoubleClick={() => void openItem(item)}
    >
      <Picture item={item} />
      <span className="file-tile__name truncate">
        <bdi>{item.name}</bdi>
      </span>
      <ItemState item={item} />
      <ItemMenu item={item} />
    </div>
  )
}

function Picture({ item }: { readonly item: FileItem }) {
  const url = usePreview(item)
  return (
    <span className="file-tile__picture">
      {url === undefined ? (
        <FileIcon name={item.name} isFolder={item.kind === 'folder'} size={48} />
      ) : (
        <img className="file-tile__preview" src={url} alt="" />
      )}
    </span>
  )
}

/** How many tiles fit beside each other. */
function useColumns(scroller: { readonly current: HTMLDivElement | null }): number {
  const [columns, setColumns] = useState(4)
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const observer = new ResizeObserver(() => setColumns(Math.max(1, Math.floor(element.clientWidth / tilePx))))
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])
  return columns
}
