import { Undo2 } from 'lucide-react'
import type { SyncPinned } from '../../../shared/model/syncSetup'
import { formatBytes } from '../../app/format'
import { useApp } from '../../app/store'
import { useText } from '../../app/text'
import { invoke } from '../../bridge'
import { nameOf } from '../../files/sort'
import { IconButton } from '../../ui/Button'
import { FileIcon } from '../../ui/FileIcon'

interface SyncPinsProps {
  readonly pins: readonly SyncPinned[]
  readonly again: () => void
}

/** What the person wants to have here or online only; each choice can be forgotten. */
export function SyncPins({ pins, again }: SyncPinsProps) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  return (
    <section aria-labelledby="sync-pins">
      <h3 id="sync-pins">{t('sync.pins')}</h3>
      {pins.length === 0 && <p className="settings__lead">{t('sync.noPins')}</p>}
      <ul>
        {pins.map(({ path, pin, kind, sizeBytes }) => (
          <li key={path} className="sync-page__row">
            <FileIcon name={nameOf(path)} isFolder={kind === 'folder'} />
            <span className="sync-page__name truncate" title={path}>
              <bdi>{nameOf(path)}</bdi>
              <span className="sync-page__sub">
                {t(`sync.pinned.${pin}`)} · {formatBytes(sizeBytes, language)}
              </span>
            </span>
            <IconButton
              icon={Undo2}
              label={t('sync.unpin', { name: nameOf(path) })}
              onClick={() => void invoke('files.keep', path, null).then(again)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
