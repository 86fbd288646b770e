import { FolderOpen, LoaderCircle } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useText } from '../../app/text'
import { EmptyState } from '../../ui/EmptyState'
import { isClosed } from '../rights'
import { shownItems } from '../shown'
import { folderName } from '../folderName'
import { useFiles } from '../store'
import { AwayBanner } from './AwayBanner'
import { FileGrid } from './list/FileGrid'
import { FileList } from './list/FileList'
import { focusRows } from './list/focusRows'
import { dropInto } from './list/itemEvents'
import { actionKeys } from './list/itemKeys'
import { ListHeader } from './list/ListHeader'
import { viewIcons, viewNames } from './places'
import { TrashList } from './list/TrashList'
import { useLooks } from './useLooks'
import { ViewProblem } from './ViewProblem'

interface CanvasProps {
  /** What it is of the page: the Files place's main part, or a part of a conversation. */
  readonly as?: 'main' | 'section'
}

/** What is in the open folder or view. Files dropped here go into the folder. */
export function Canvas({ as: Region = 'main' }: CanvasProps) {
  const t = useText()
  const { view, folder, items, dialog } = useFiles((state) => state)
  const canvas = useRef<HTMLElement>(null)
  useLooks()
  useKeptFocus(canvas, `${view}/${folder}`, items !== undefined && dialog === undefined)
  return (
    <Region
      className="canvas files__canvas"
      aria-label={t('files.title')}
      data-region
      tabIndex={-1}
      ref={canvas}
      onKeyDown={actionKeys}
      {...(view === 'folder' && dropInto(folder))}
    >
      <ListHeader />
      <AwayBanner />
      {view === 'trash' ? <TrashList /> : <Items key={`${view}/${folder}`} />}
    </Region>
  )
}

/** Another folder takes the rows away that had the focus, and what opened a dialog may be gone when that is answered. */
function useKeptFocus(canvas: { readonly current: HTMLElement | null }, place: string, isReady: boolean): void {
  useEffect(() => {
    // Nowhere, or on the part of a conversation that the canvas stands in.
    if (!isReady || document.activeElement?.contains(canvas.current) !== true) return
    focusRows(canvas.current)
  }, [canvas, place, isReady])
}

function Items() {
  const t = useText()
  const { view, folder, items, sort, deleting, layout } = useFiles((state) => state)
  const shown = shownItems({ view, items, sort, deleting })
  const name = view === 'folder' ? folderName(folder, t) : t(viewNames[view])
  if (shown.length === 0) return <Nothing />
  return layout === 'grid' ? <FileGrid name={name} items={shown} /> : <FileList name={name} items={shown} />
}

function Nothing() {
  const t = useText()
  const { view, items, status, viewProblem } = useFiles((state) => state)
  const closed = useFiles(isClosed)
  if (viewProblem) return <ViewProblem problem={viewProblem} />
  if (view !== 'folder') {
    const isLoading = items === undefined
    return isLoading ? (
      <EmptyState icon={LoaderCircle} title={t('files.loading')} />
    ) : (
      <EmptyState icon={viewIcons[view]} title={t(`files.viewEmpty.${view}`)} text={t(`files.viewEmptyText.${view}`)} />
    )
  }
  const isStarting = items === undefined || (items.length === 0 && status?.phase.kind === 'starting')
  return isStarting ? (
    <EmptyState icon={LoaderCircle} title={t('files.starting')} text={t('files.startingText')} />
  ) : (
    <EmptyState icon={FolderOpen} title={t('files.empty')} text={t(closed ? 'files.closed' : 'files.emptyText')} />
  )
}
