import { useCallback } from 'react'
import { formatMoment } from '../../../app/format'
import { useApp } from '../../../app/store'
import { useText } from '../../../app/text'
import { invoke } from '../../../bridge'
import { Button } from '../../../ui/Button'
import { showVersions } from '../../commands'
import type { FileItem } from '../../store'
import { shownVersions } from '../../versionsShown'
import { useAnswer } from '../useAnswer'
import { versionTitle } from './versionTitle'

const shownAtFirst = 2

/** What the file holds now and what it held last, in the overview. */
export function VersionsPreview({ item, fileId }: { readonly item: FileItem; readonly fileId: string }) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  const ask = useCallback(() => invoke('files.versions', fileId), [fileId])
  // With every change there is one more.
  const { value } = useAnswer(ask, item.modifiedMs)
  if (!value) return null
  const versions = shownVersions(item, value)
  const hasEarlier = versions.length > 1
  return (
    <section className="details__section">
      <div className="details__section-head">
        <h3>{t('files.versions')}</h3>
        {hasEarlier && (
          <Button look="link" size="small" onClick={() => showVersions(true)}>
            {t('files.versionsAll', { count: versions.length })}
          </Button>
        )}
      </div>
      {hasEarlier ? (
        <ul>
          {versions.slice(0, shownAtFirst).map(({ version, number }) => (
            <li key={version.id} className="details__row">
              <span className="details__number num">{number}</span>
              <span className="details__row-name truncate">
                <bdi>{versionTitle(version, language)}</bdi>
              </span>
              <span className="details__row-end num">{formatMoment(version.modifiedMs, language)}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="details__none">{t('files.versionsNone')}</p>
      )}
    </section>
  )
}
