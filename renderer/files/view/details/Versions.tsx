import { Info } from 'lucide-react'
import { useCallback, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useText } from '../../../app/text'
import { useNow } from '../../../app/useNow'
import { invoke } from '../../../bridge'
import { problemText } from '../../remote'
import { stepIn } from '../../selection'
import { useFiles, type FileItem } from '../../store'
import { groupByDay, shownVersions, type VersionGroup } from '../../versionsShown'
import { useAnswer } from '../useAnswer'
import { VersionActions } from './VersionActions'
import { VersionRow } from './VersionRow'
import './versions.css'

interface VersionsProps {
  readonly item: FileItem
  readonly fileId: string
  /** Makes an earlier version the current one again. */
  readonly onRestore: (versionId: string) => unknown
  readonly onLeave: () => void
}

/** Every version, by day; an earlier one can be looked at, and be made the current one again. */
export function Versions({ item, fileId, onRestore, onLeave }: VersionsProps) {
  const t = useText()
  const nowMs = useNow()
  const list = useRef<HTMLDivElement>(null)
  const [chosen, setChosen] = useState<string>()
  const [stop, setStop] = useState<string>()
  const dialog = useFiles((state) => state.dialog?.kind)
  const canBeNamed = useFiles(({ abilities }) => abilities?.versionLabels === true)
  const ask = useCallback(() => invoke('files.versions', fileId), [fileId])
  // What was named or deleted in a dialog shows when it is closed.
  const { value, problem, again } = useAnswer(ask, `${item.modifiedMs} ${dialog}`)
  const restore = async (id: string) => {
    await onRestore(id)
    again()
  }
  const groups = value ? groupByDay(shownVersions(item, value), nowMs) : []
  const isAction = ({ isNow }: { readonly isNow: boolean }) => !isNow || (canBeNamed && value?.now !== undefined)
  const ids = groups.flatMap(({ versions }) => versions.filter(isAction).map(({ version }) => version.id))
  const stopId = ids.find((id) => id === stop) ?? ids[0]
  return (
    <div
      className="versions"
      ref={list}
      onKeyDown={(event) => {
        const isOpen = ids.some((id) => id === chosen)
        if (versionKeys(event, { list: list.current, isOpen, onLeave })) setChosen(undefined)
      }}
    >
      {problem && <p className="notice">{problemText(problem)}</p>}
      {!value && !problem && <p className="details__none">{t('files.loading')}</p>}
      {groups.map((group) => (
        <Day key={group.day} group={group}>
          {(shown) => {
            const { id } = shown.version
            const isChosen = chosen === id
            return (
              <VersionRow
                key={id}
                shown={shown}
                day={group.day}
                isStop={stopId === id}
                onFocus={() => setStop(id)}
                isChosen={isChosen}
                onChoose={isAction(shown) ? () => setChosen(isChosen ? undefined : id) : undefined}
              >
                <VersionActions item={item} fileId={fileId} shown={shown} onRestore={() => void restore(id)} />
              </VersionRow>
            )
          }}
        </Day>
      ))}
      {value?.earlier.length === 0 && <p className="details__none">{t('files.versionsNone')}</p>}
      {value !== undefined && value.earlier.length > 0 && (
        <p className="notice">
          <Info className="icon" size={16} aria-hidden />
          <span>{t('files.versionNote')}</span>
        </p>
      )}
    </div>
  )
}

interface DayProps {
  readonly group: VersionGroup
  readonly children: (shown: VersionGroup['versions'][number]) => ReactNode
}

function Day({ group: { day, versions }, children }: DayProps) {
  const t = useText()
  const id = useId()
  return (
    <section>
      <h3 className="versions__day" id={id}>
        {t(`files.versionDay.${day}`)}
      </h3>
      <ol aria-labelledby={id}>{versions.map(children)}</ol>
    </section>
  )
}

/**
 * Arrows go from version to version. Escape goes back from what can be done with one to the version, and from the
 * versions to where they are shown; whether the first is told.
 */
function versionKeys(
  event: KeyboardEvent,
  {
    list,
    isOpen,
    onLeave
  }: { readonly list: HTMLElement | null; readonly isOpen: boolean; readonly onLeave: () => void }
): boolean {
  const { target, key } = event
  // Menus are not in here, though their keys come this way.
  if (!(target instanceof HTMLElement) || list?.contains(target) !== true) return false
  const rows = [...list.querySelectorAll<HTMLElement>('button.versions__row')]
  if (key === 'Escape') {
    event.preventDefault()
    if (isOpen) list.querySelector<HTMLElement>('button.versions__row[aria-expanded="true"]')?.focus()
    else onLeave()
    return isOpen
  }
  const at = rows.indexOf(target)
  const to = at < 0 ? undefined : stepIn(key, at, { count: rows.length, columns: 1, rowsShown: rows.length })
  if (to === undefined) return false
  rows[to]?.focus()
  event.preventDefault()
  return false
}
