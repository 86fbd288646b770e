import { Info, RotateCcw } from 'lucide-react'
import { useCallback, useState } from 'react'
import { formatBytes, formatMoment } from '../../app/format'
import { useApp } from '../../app/store'
import { useText } from '../../app/text'
import { invoke } from '../../bridge'
import { Button } from '../../ui/Button'
import { showVersions } from '../commands'
import { problemText, restoreVersion } from '../remote'
import type { FileItem } from '../store'
import { useAnswer } from './useAnswer'

interface VersionsProps {
  readonly item: FileItem
  readonly fileId: string
}

const shownAtFirst = 2

/** The latest earlier versions, in the overview. */
export function VersionsPreview({ item: { modifiedMs: changedMs }, fileId }: VersionsProps) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  // With every change there is one more.
  const ask = useCallback(() => {
    void changedMs
    return invoke('files.versions', fileId)
  }, [fileId, changedMs])
  const { value: versions } = useAnswer(ask)
  if (!versions) return null
  return (
    <section className="details__section">
      <div className="details__section-head">
        <h3>{t('files.versions')}</h3>
        {versions.length > 0 && (
          <Button look="link" size="small" onClick={() => showVersions(true)}>
            {t('files.versionsAll', { count: versions.length + 1 })}
          </Button>
        )}
      </div>
      {versions.length === 0 && <p className="details__none">{t('files.versionsNone')}</p>}
      <ul>
        {versions.slice(0, shownAtFirst).map(({ id, modifiedMs, sizeBytes, author }, index) => (
          <li key={id} className="details__row">
            <span className="details__number num">{versions.length - index}</span>
            <span className="details__row-name truncate">{author ?? formatBytes(sizeBytes, language)}</span>
            <span className="details__row-end num">{formatMoment(modifiedMs, language)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Every version, newest first and by day; one can be made the current one again. */
export function Versions({ item, fileId }: VersionsProps) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  const [chosen, setChosen] = useState<string>()
  const ask = useCallback(() => invoke('files.versions', fileId), [fileId])
  const { value: versions, problem, again } = useAnswer(ask)
  const restore = async (id: string) => {
    if (await restoreVersion(fileId, id)) again()
  }
  return (
    <div className="details__body">
      {problem && <p className="details__note">{problemText(problem)}</p>}
      <ol className="versions">
        <li className="versions__item">
          <span className="details__number num">{(versions?.length ?? 0) + 1}</span>
          <span className="versions__text">
            <span>{formatMoment(item.modifiedMs, language)}</span>
            <span className="versions__size">{formatBytes(item.sizeBytes, language)}</span>
          </span>
          <span className="details__row-end">{t('files.versionCurrent')}</span>
        </li>
        {versions?.map(({ id, modifiedMs, sizeBytes, author }, index) => (
          <li key={id} className="versions__item" data-chosen={chosen === id ? '' : undefined}>
            <span className="details__number num">{versions.length - index}</span>
            <span className="versions__text">
              <button
                type="button"
                aria-expanded={chosen === id}
                onClick={() => setChosen(chosen === id ? undefined : id)}
              >
                {author ?? formatMoment(modifiedMs, language)}
              </button>
              <span className="versions__size">{formatBytes(sizeBytes, language)}</span>
              {chosen === id && (
                <Button size="small" icon={RotateCcw} onClick={() => void restore(id)}>
                  {t('files.versionRestore')}
                </Button>
              )}
            </span>
            {author !== undefined && <span className="details__row-end num">{formatMoment(modifiedMs, language)}</span>}
          </li>
        ))}
      </ol>
      {versions?.length === 0 && <p className="details__none">{t('files.versionsNone')}</p>}
      <p className="details__note">
        <Info className="icon" size={16} aria-hidden />
        <span>{t('files.versionNote')}</span>
      </p>
    </div>
  )
}
