import { Fragment, memo, useEffect, useState, type RefObject } from 'react'
import { useText } from '../../../app/text'
import { FileIcon } from '../../../ui/FileIcon'
import { openItem } from '../../commands'
import { useFiles, type FileItem } from '../../store'
import type { ItemsProps } from './FileList'
import { FileName } from '../FileName'
import { itemEvents, type ItemPlace } from './itemEvents'
import { moveKeys } from './itemKeys'
import { ItemMenu } from './ItemMenu'
import { ItemState } from './ItemState'
import { Spacer } from './Spacer'
import { useFocusOn } from './useFocusOn'
import { usePreview } from '../usePreview'
import { useRows } from './useRows'

const tilePx = 168
const rowPx = 176

/** The items as tiles with a picture; rows out of sight are not in the page. */
export function FileGrid({ name, items }: ItemsProps) {
  const t = useText()
  const { selected, current } = useFiles((state) => state)
  const [columns, setColumns] = useState(4)
  const at = items.findIndex(({ path }) => path === current)
  const stop = Math.max(0, at)
  const { scroller, shown, endPx, fitting, show } = useRows({
    count: Math.ceil(items.length / columns),
    rowPx,
    kept: at < 0 ? -1 : Math.floor(at / columns),
    keyOf: String
  })
  useColumns(scroller, setColumns)
  const focusEvents = useFocusOn(scroller, at < 0 ? undefined : current)
  const move = moveKeys({ columns, rowsShown: fitting, show: (index) => show(Math.floor(index / columns)) })
  return (
    <div
      className="file-grid"
      ref={scroller}
      role="grid"
      aria-label={t('files.list', { folder: name })}
      aria-rowcount={Math.ceil(items.length / columns)}
      aria-multiselectable
      tabIndex={-1}
      onKeyDown={move}
      {...focusEvents}
    >
      {shown.map(({ slot, index: row, gapPx }) => (
        <Fragment key={slot}>
          <Spacer heightPx={gapPx} />
          <div className="file-grid__row" role="row" aria-rowindex={row + 1}>
            {items.slice(row * columns, (row + 1) * columns).map((item, column) => (
              // By its place: what came here takes the tile of what was here before.
              <Tile
                key={column}
                item={item}
                isStop={row * columns + column === stop}
                isSelected={selected.has(item.path)}
              />
            ))}
          </div>
        </Fragment>
      ))}
      <Spacer heightPx={endPx} />
    </div>
  )
}

const Tile = memo(function Tile({ item, isStop, isSelected }: ItemPlace) {
  return (
    <div
      className="file-tile"
      role="gridcell"
      tabIndex={isStop ? 0 : -1}
      {...itemEvents({ item, isStop, isSelected })}
      onKeyDown={undefined}
      onDoubleClick={() => void openItem(item)}
    >
      <Picture item={item} />
      <span className="file-tile__name">
        <FileName name={item.name} />
      </span>
      <ItemState item={item} />
      <ItemMenu item={item} />
    </div>
  )
})

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

/** Tells how many tiles fit beside each other, at first and whenever the width changes. */
function useColumns(grid: RefObject<HTMLElement | null>, tell: (columns: number) => void): void {
  useEffect(() => {
    const element = grid.current
    if (!element) return
    const observer = new ResizeObserver(() => tell(Math.max(1, Math.floor(element.clientWidth / tilePx))))
    observer.observe(element)
    return () => observer.disconnect()
  }, [grid, tell])
}
