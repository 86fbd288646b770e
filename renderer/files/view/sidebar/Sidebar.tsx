import { Plus, Settings2 } from 'lucide-react'
import { useId } from 'react'
import type { Quota } from '../../../../shared/model/files'
import { useText } from '../../../app/text'
import { formatPart } from '../../../app/format'
import { useApp } from '../../../app/store'
import { openSettings } from '../../../settings/store'
import { IconButton } from '../../../ui/Button'
import { openFolder, openView } from '../../commands'
import { nameOf } from '../../sort'
import { openDialog, useFiles } from '../../store'
import { dropInto } from '../list/itemEvents'
import { FolderTree } from './FolderTree'
import { viewIcons, viewNames, viewsOf } from '../places'

/** The ways to one's files: views across folders, the folders, and how much space is left. */
export function Sidebar() {
  const t = useText()
  const { view, abilities } = useFiles((state) => state)
  return (
    <nav className="pane" aria-label={t('files.tree')} data-region>
      <div className="pane__head">
        <h1 className="pane__title">{t('files.title')}</h1>
        <IconButton icon={Settings2} label={t('files.syncSettings')} onClick={() => openSettings('sync')} />
      </div>
      <div className="pane__scroll">
        <ul className="files__views">
          {viewsOf(abilities).map((one) => {
            const Icon = viewIcons[one]
            return (
              <li key={one}>
                <button
                  type="button"
                  className="row"
                  aria-current={view === one ? 'page' : undefined}
                  onClick={() => void openView(one)}
                >
                  <Icon className="icon" size={18} aria-hidden />
                  <span className="row__label truncate">{t(viewNames[one])}</span>
                </button>
              </li>
            )
          })}
        </ul>
        <Trees />
      </div>
      <Space />
    </nav>
  )
}

/** The person's own folders, whose heading leads to where they lie, and those of several people. */
function Trees() {
  const t = useText()
  const { view, folder, tree, teams } = useFiles((state) => state)
  const folders = tree.get('') ?? []
  const own = folders.filter(({ path }) => !teams.some((team) => team.path === path))
  const teamFolders = teams.map(({ path }) => ({
    hasFolders: folders.find((one) => one.path === path)?.hasFolders,
    path,
    name: nameOf(path)
  }))
  return (
    <>
      <div className="tree__head">
        <h2 className="tree__title">
          <button
            type="button"
            className="row"
            aria-current={view === 'folder' && folder === '' ? 'page' : undefined}
            {...dropInto('')}
            onClick={() => void openFolder('')}
          >
            {t('files.myFiles')}
          </button>
        </h2>
        <IconButton
          icon={Plus}
          iconSize={16}
          label={t('files.newFolderInRoot')}
          onClick={() => openDialog({ kind: 'newFolder', folder: '' })}
        />
      </div>
      <FolderTree label={t('files.myFiles')} roots={own} />
      {teams.length > 0 && (
        <>
          <h2 className="section-label">{t('files.teams')}</h2>
          <FolderTree label={t('files.teams')} roots={teamFolders} />
        </>
      )}
    </>
  )
}

const barsAtMost = 3

/** How much of the person's space on the server is used, and of the teams' where they have their own. */
function Space() {
  const t = useText()
  const { quota, teams } = useFiles((state) => state)
  const own = quota ? [{ name: t('files.space'), quota }] : []
  // What a person shared takes of that person's space, which is no business of this one's.
  const others = teams.flatMap(({ path, mount, quota: theirs }) =>
    theirs?.totalBytes !== undefined && mount !== 'shared' ? [{ name: nameOf(path), quota: theirs }] : []
  )
  const bars = [...own, ...others].slice(0, barsAtMost)
  return (
    bars.length > 0 && (
      <div className="files__space">
        {bars.map((bar) => (
          <SpaceBar key={bar.name} {...bar} />
        ))}
      </div>
    )
  )
}

function SpaceBar({ name, quota: { usedBytes, totalBytes } }: { readonly name: string; readonly quota: Quota }) {
  const t = useText()
  const id = useId()
  const language = useApp(({ settings }) => settings.language)
  const { part, whole } = formatPart(usedBytes, totalBytes ?? usedBytes, language)
  return (
    <div>
      <p className="files__space-text">
        <span className="truncate" id={id}>
          {name}
        </span>
        <span className="num">
          {totalBytes === undefined
            ? t('files.spaceUsed', { used: whole })
            : t('files.spaceOf', { used: part, total: whole })}
        </span>
      </p>
      {totalBytes !== undefined && totalBytes > 0 && (
        <progress
          className={
            usedBytes / totalBytes > 0.85 ? 'progress progress--full files__space-bar' : 'progress files__space-bar'
          }
          max={totalBytes}
          value={usedBytes}
          aria-labelledby={id}
        />
      )}
    </div>
  )
}
