import { ChevronRight, LayoutGrid, List, PanelRight, Upload } from 'lucide-react'
import { Fragment } from 'react'
import type { TextKey } from '../../../../shared/i18n'
import { useText } from '../../../app/text'
import { IconButton } from '../../../ui/Button'
import { actionsFor } from '../../actions'
import { chooseFiles } from '../../changes'
import { openFolder, setLayout, toggleDetails } from '../../commands'
import { isClosed } from '../../rights'
import { selectedItems } from '../../shown'
import { isWithin } from '../../sort'
import { useFiles } from '../../store'
import { dropInto } from './itemEvents'
import { ItemMenu } from './ItemMenu'
import { NewMenu } from './NewMenu'
import { viewNames } from '../places'
import { ServerButton } from '../ServerButton'

/** Where one is, how it is shown, and what can be done here. */
export function ListHeader() {
  const t = useText()
  const { view, layout, detailsOpen } = useFiles((state) => state)
  return (
    <>
      <header className="files__head">
        {view === 'folder' ? <Crumbs /> : <h2 className="crumbs crumbs__current">{t(viewNames[view])}</h2>}
        {view !== 'trash' && (
          <>
            <div className="segments" role="group" aria-label={t('files.layout')}>
              {(['list', 'grid'] as const).map((one) => (
                <IconButton
                  key={one}
                  className="segments__item segments__icon"
                  icon={one === 'list' ? List : LayoutGrid}
                  label={t(one === 'list' ? 'files.layoutList' : 'files.layoutGrid')}
                  aria-pressed={layout === one}
                  onClick={() => setLayout(one)}
                />
              ))}
            </div>
            <IconButton
              className="files__details-toggle"
              icon={PanelRight}
              label={t('files.details')}
              aria-pressed={detailsOpen}
              onClick={toggleDetails}
            />
          </>
        )}
      </header>
      {view !== 'trash' && <Toolbar />}
    </>
  )
}

function Crumbs() {
  const t = useText()
  const { folder, base, teams } = useFiles((state) => state)
  const isTeams = teams.some(({ path }) => isWithin(folder, path))
  const segments = folder === '' ? [] : folder.split('/')
  const crumbs = [
    { name: t(isTeams ? 'files.teams' : 'files.myFiles'), path: '' },
    ...segments.map((name, index) => ({ name, path: segments.slice(0, index + 1).join('/') }))
  ].filter(({ path }) => isWithin(path, base) || !isWithin(folder, base))
  // A path of forty folders keeps its beginning and its end.
  const shown = crumbs.length > 4 ? [crumbs.slice(0, 1), crumbs.slice(-3)].flat() : crumbs
  return (
    <nav className="crumbs" aria-label={t('files.path')}>
      {shown.map(({ name, path }, index) => (
        <Fragment key={path}>
          {index > 0 && <ChevronRight className="icon" size={16} aria-hidden />}
          {index === 1 && shown.length < crumbs.length && <span aria-hidden>… ›</span>}
          {isTeams && path === '' ? (
            <span className="crumbs__item truncate">{name}</span>
          ) : path === folder ? (
            <h2 className="crumbs__current truncate" aria-current="page">
              <bdi>{name}</bdi>
            </h2>
          ) : (
            <button
              type="button"
              className="crumbs__item truncate"
              {...dropInto(path)}
              onClick={() => void openFolder(path)}
            >
              <bdi>{name}</bdi>
            </button>
          )}
        </Fragment>
      ))}
    </nav>
  )
}

/** Adding, and the first few things to do with what is selected; the rest is in the items' menus. */
function Toolbar() {
  const t = useText()
  const { view, abilities, away } = useFiles((state) => state)
  const closed = useFiles(isClosed)
  // The actions follow what is selected and shown.
  useFiles(({ selected }) => selected)
  useFiles(({ items }) => items)
  const chosen = selectedItems()
  const all = actionsFor(chosen, abilities)
  const actions = inToolbar[view === 'offline' ? 'offline' : 'other'].flatMap((one) =>
    all.filter(({ label }) => label === one)
  )
  return (
    <div className="files__toolbar" role="toolbar" aria-label={t('files.title')} data-region>
      {view === 'folder' && (
        <>
          <NewMenu isClosed={closed} />
          <ServerButton icon={Upload} size="small" isDenied={closed} onClick={() => void chooseFiles()}>
            {t('files.upload')}
          </ServerButton>
          {chosen.length === 0 && (closed || away) && (
            <span className="files__later">{t(closed ? 'files.closed' : 'files.sentLater')}</span>
          )}
        </>
      )}
      {view === 'folder' && actions.length > 0 && <span className="files__divider" aria-hidden />}
      {actions.map(({ label, icon, isRemote, isDenied, run }) => (
        <ServerButton
          key={label}
          look="ghost"
          size="small"
          title={t(label)}
          {...{ icon, isRemote, isDenied }}
          onClick={run}
        >
          <span className="files__action">{t(label)}</span>
        </ServerButton>
      ))}
      {chosen[0] && <ItemMenu item={chosen[0]} isStop />}
    </div>
  )
}

const inToolbar: Readonly<Record<'offline' | 'other', readonly TextKey[]>> = {
  offline: ['files.keepOnline', 'files.keepAsFolder'],
  other: ['files.shareWith', 'files.cancelFetch', 'files.keepHere', 'files.keepOnline']
}
