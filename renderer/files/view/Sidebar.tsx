import { useText } from '../../app/text'
import { formatBytes } from '../../app/format'
import { useApp } from '../../app/store'
import { openView } from '../commands'
import { useFiles } from '../store'
import { FolderTree } from './FolderTree'
import { viewIcons, viewNames, viewsOf } from './places'

/** The ways to one's files: views across folders, the folders, and how much space is left. */
export function Sidebar() {
  const t = useText()
  const { view, abilities } = useFiles((state) => state)
  return (
    <nav className="pane" aria-label={t('files.tree')} data-region>
      <div className="pane__head">
        <h1 className="pane__title">{t('files.title')}</h1>
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
        <FolderTree />
      </div>
      <Space />
    </nav>
  )
}

/** How much of the person's space on the server is used. */
function Space() {
  const t = useText()
  const quota = useFiles((state) => state.quota)
  const language = useApp(({ settings }) => settings.language)
  if (!quota) return null
  const { usedBytes, totalBytes } = quota
  const used = formatBytes(usedBytes, language)
  return (
    <div className="files__space">
      <p className="files__space-text">
        <span id="files-space">{t('files.space')}</span>
        <span className="num">
          {totalBytes === undefined
            ? t('files.spaceUsed', { used })
            : t('files.spaceOf', { used, total: formatBytes(totalBytes, language) })}
        </span>
      </p>
      {totalBytes !== undefined && totalBytes > 0 && (
        <progress
          className={usedBytes / totalBytes > 0.85 ? 'files__space-bar files__space-bar--full' : 'files__space-bar'}
          max={totalBytes}
          value={usedBytes}
          aria-labelledby="files-space"
        />
      )}
    </div>
  )
}
