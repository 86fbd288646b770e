import type { ReactNode } from 'react'
import { formatBytes, formatMoment, formatTime } from '../../../app/format'
import { useApp } from '../../../app/store'
import { useText } from '../../../app/text'
import type { ShownVersion, VersionDay } from '../../versionsShown'
import { versionTitle } from './versionTitle'

interface VersionRowProps {
  readonly shown: ShownVersion
  /** The heading that it stands under. */
  readonly day: VersionDay
  /** Whether Tab stops here. */
  readonly isStop: boolean
  readonly isChosen: boolean
  /** Undefined where there is nothing to do with it. */
  readonly onChoose: (() => void) | undefined
  readonly onFocus: () => void
  /** What can be done with it, when it is chosen. */
  readonly children: ReactNode
}

/** One version: its number, who wrote it, its name and size, and when. */
export function VersionRow({ shown, day, isStop, isChosen, onChoose, onFocus, children }: VersionRowProps) {
  const parts = <Parts shown={shown} day={day} />
  return (
    <li className="versions__item" data-chosen={isChosen ? '' : undefined}>
      {onChoose ? (
        <button
          type="button"
          className="versions__row"
          aria-expanded={isChosen}
          tabIndex={isStop ? 0 : -1}
          onClick={onChoose}
          onFocus={onFocus}
        >
          {parts}
        </button>
      ) : (
        <div className="versions__row">{parts}</div>
      )}
      {isChosen && <div className="versions__actions">{children}</div>}
    </li>
  )
}

function Parts({ shown: { version, number, isNow }, day }: Pick<VersionRowProps, 'shown' | 'day'>) {
  const t = useText()
  const language = useApp(({ settings }) => settings.language)
  const { author, label, modifiedMs, sizeBytes } = version
  const isInDay = day === 'today' || day === 'yesterday'
  const time = (isInDay ? formatTime : formatMoment)(modifiedMs, language)
  const size = formatBytes(sizeBytes, language)
  const title = versionTitle(version, language)
  const facts = [title === size ? undefined : size, isNow ? time : undefined].filter((fact) => fact !== undefined)
  const showsLabel = label !== undefined && author !== undefined
  return (
    <>
      <span className="versions__number num">
        <span className="visually-hidden">{t('files.version')} </span>
        {number}
      </span>
      <span className="versions__text">
        <span className="versions__title truncate">
          <bdi>{title}</bdi>
        </span>
        <span className="versions__facts num">
          {showsLabel && (
            <span className="versions__label truncate" title={label}>
              <bdi>{label}</bdi>
            </span>
          )}
          {showsLabel && facts.length > 0 && <span>·</span>}
          {facts.join(' · ')}
        </span>
      </span>
      <span className="versions__end num">{isNow ? t('files.versionCurrent') : time}</span>
    </>
  )
}
