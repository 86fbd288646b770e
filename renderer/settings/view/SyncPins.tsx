import { Undo2 } from 'lucide-react'
import { useRef } from 'react'
import type { SyncPinned } from '../../../shared/model/sync'
import { formatBytes } from '../../app/format'
import { useApp } from '../../app/store'
import { useText } from '../../app/text'
import { invoke } from '../../bridge'
import { nameOf } from '../../files/sort'
import { IconButton } from '../../ui/Button'
import { FileIcon } from '../../ui/FileIcon'
import { useHeldFocus } from '../../ui/useHeldFocus'

interface SyncPinsProps {
  readonly pins: readonly SyncPinned[]
  readonly again: () => void
}

/** What the person wants to have here or online only; each choice can be forgotten. */
export function SyncPins({ pins, again }: SyncPinsProps) {
  const t = useText()
  const heading = useRef<HTMLHeadingElement>(null)
  const language = useApp(({ settings }) => settings.language)
  return (
    <section aria-labelledby="sync-pins" {...useHeldFocus(heading)}>
      <h3 id="sync-pins" ref={heading} tabIndex={-1}>
        {t('sync.pins')}
      </h3>
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
