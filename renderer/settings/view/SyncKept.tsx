import { Cloud, CloudDownload } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import type { SyncPinned } from '../../../shared/model/sync'
import type { SyncSetup } from '../../../shared/model/syncSetup'
import { formatBytes } from '../../app/format'
import { showNotice } from '../../app/notice'
import { useApp } from '../../app/store'
import { useText, type Translate } from '../../app/text'
import { folderName } from '../../files/folderName'
import { useFiles } from '../../files/store'
import { FolderDialog } from '../../files/view/dialogs/FolderDialog'
import { Button, IconButton } from '../../ui/Button'
import { FileIcon } from '../../ui/FileIcon'
import { useHeldFocus } from '../../ui/useHeldFocus'
import { keepPath } from '../sync'

interface SyncKeptProps {
  readonly setup: SyncSetup
  readonly again: () => void
}

/** What the person wants to have on this computer, and what is to be on the server alone. */
export function SyncKept({ setup, again }: SyncKeptProps) {
  const t = useText()
  const id = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  const [asks, setAsks] = useState(false)
  const kept = setup.pins.filter(({ pin }) => pin === 'offline')
  const onlineOnly = setup.pins.filter(({ pin }) => pin === 'onlineOnly')
  // What is still here may be on its way out.
  const isSyncing = setup.roots.some(({ state }) => state.kind === 'syncing' || state.kind === 'looking')
  const close = () => setAsks(false)
  const add = async (path: string) => {
    const problem = await keepPath(path, 'offline')
    if (problem !== undefined) return problem
    close()
    again()
    return undefined
  }
  return (
    <section aria-labelledby={id} {...useHeldFocus(heading)}>
      <div className="sync-page__section-head">
        <h3 id={id} ref={heading} tabIndex={-1}>
          {t('sync.kept')}
        </h3>
        <Button look="link" size="small" onClick={() => setAsks(true)}>
          {t('sync.addKept')}
        </Button>
      </div>
      {kept.length === 0 && <p className="settings__lead">{t('sync.noKept')}</p>}
      <ul>
        {kept.map((pinned) => (
          <Pinned key={pinned.path} pinned={pinned} again={again} />
        ))}
      </ul>
      {onlineOnly.length > 0 && (
        <>
          <h4 className="sync-page__subhead">{t('sync.onlineOnly')}</h4>
          <ul>
            {onlineOnly.map((pinned) => (
              <Pinned
                key={pinned.path}
                pinned={pinned}
                again={again}
                {...(!isSyncing && { note: leftText(pinned.left, t) })}
              />
            ))}
          </ul>
        </>
      )}
      {asks && (
        <FolderDialog
          title={t('sync.addKeptTitle')}
          text={t('sync.addKeptText')}
          submit={t('sync.addKeptSubmit')}
          takesFiles
          onSubmit={add}
          onCancel={close}
        />
      )}
    </section>
  )
}

interface PinnedProps {
  readonly pinned: SyncPinned
  readonly note?: string | undefined
  readonly again: () => void
}

function Pinned({ pinned: { path, pin, kind, sizeBytes }, note, again }: PinnedProps) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  const teams = useFiles((state) => state.teams)
  const name = folderName(path, t)
  const isKept = pin === 'offline'
  const change = async () => {
    const problem = await keepPath(path, isKept ? 'onlineOnly' : 'offline')
    if (problem !== undefined) showNotice(problem)
    again()
  }
  return (
    <li className="sync-page__row">
      <FileIcon name={name} isFolder={kind === 'folder'} isShared={teams.some((team) => team.path === path)} />
      <span className="sync-page__name" title={path}>
        <bdi className="sync-page__root-name truncate">{name}</bdi>
        {note !== undefined && <span className="sync-page__sub">{note}</span>}
      </span>
      <span className="sync-page__size num">{formatBytes(sizeBytes, language)}</span>
      <IconButton
        icon={isKept ? Cloud : CloudDownload}
        label={t(isKept ? 'sync.makeOnline' : 'sync.makeOffline', { name })}
        onClick={() => void change()}
      />
    </li>
  )
}

function leftText({ files, names }: SyncPinned['left'], t: Translate): string | undefined {
  if (files === 0) return undefined
  const shown = files > names.length ? `${names.join(', ')} …` : names.join(', ')
  return files === 1 ? t('sync.leftOne', { names: shown }) : t('sync.left', { count: files, names: shown })
}
