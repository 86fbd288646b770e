import { Cloud } from 'lucide-react'
import type { SyncRoot, SyncSetup } from '../../../shared/model/syncSetup'
import { formatBytes } from '../../app/format'
import { useApp } from '../../app/store'
import { useText, type Translate } from '../../app/text'
import { folderName } from '../../files/folderName'
import { useFiles } from '../../files/store'
import { PhaseIcon } from '../../files/view/status/PhaseIcon'
import { Button } from '../../ui/Button'
import { FileIcon } from '../../ui/FileIcon'
import { pinsOf, summaryOf, type Summary } from '../keeping'
import { SyncRootMenu } from './SyncRootMenu'

interface SyncRootRowProps {
  readonly setup: SyncSetup
  readonly root: SyncRoot
  readonly onChoose: () => void
  readonly onRemove: () => void
}

/** One root: what of it is on this computer, how it is, and how much that is. */
export function SyncRootRow({ setup, root, onChoose, onRemove }: SyncRootRowProps) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  const { away, teams } = useFiles((all) => all)
  const { folder, place, state, usage } = root
  const name = folderName(folder, t)
  const summary = summaryOf(pinsOf(setup.roots, root, setup.pins), root)
  // Why the server cannot be reached is said once, above, for all of them.
  const reason = state.kind === 'stopped' && !away ? t(`files.error.${state.code}`) : undefined
  return (
    <tr>
      <th scope="row">
        <span className="sync-page__cell">
          <FileIcon name="" isFolder isShared={teams.some(({ path }) => path === folder)} />
          <span className="sync-page__root" title={place}>
            <bdi className="sync-page__root-name truncate" title={folder === '' ? undefined : folder}>
              {name}
            </bdi>
            <span className="sync-page__sub">{reason ?? summaryText(summary, t)}</span>
          </span>
        </span>
      </th>
      <td>
        <RootState root={root} isOnlineOnly={summary.kind === 'none'} />
      </td>
      <td className="sync-page__size num">
        {usage && usage.bytesHere > 0 ? (
          formatBytes(usage.bytesHere, language)
        ) : (
          <>
            <span aria-hidden>–</span>
            <span className="visually-hidden">{t('sync.nothingHere')}</span>
          </>
        )}
      </td>
      <td>
        <span className="sync-page__actions">
          <Button look="ghost" size="small" aria-label={t('sync.chooseOf', { name })} onClick={onChoose}>
            {t('sync.choose')}
          </Button>
          <SyncRootMenu root={root} onRemove={onRemove} />
        </span>
      </td>
    </tr>
  )
}

function RootState({
  root: { state, percent },
  isOnlineOnly
}: {
  readonly root: SyncRoot
  readonly isOnlineOnly: boolean
}) {
  const t = useText()
  const away = useFiles((all) => all.away)
  const isAway = state.kind === 'stopped' && away !== undefined
  if (state.kind === 'idle' && isOnlineOnly)
    return (
      <span className="sync-page__cell">
        <Cloud className="icon" size={16} aria-hidden />
        <span>{t('sync.onlineOnly')}</span>
      </span>
    )
  return (
    <span className={`sync-page__cell sync-page__state--${state.kind}`}>
      <PhaseIcon phase={state} away={isAway ? away : undefined} size={16} />
      <span className="num">
        {state.kind === 'syncing' && percent !== undefined
          ? t('files.state.syncing', { percent })
          : t(`sync.state.${isAway ? 'away' : state.kind}`)}
      </span>
    </span>
  )
}

function summaryText(summary: Summary, t: Translate): string {
  if (summary.kind !== 'folders') return t(`sync.${summary.kind}`)
  const { whole, partly, all } = summary
  return partly === 0 ? t('sync.some', { whole, all }) : t('sync.somePartly', { whole, all, partly })
}
