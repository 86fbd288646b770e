import { UserPlus } from 'lucide-react'
import { useEffect, useId, useState, type KeyboardEvent } from 'react'
import type { Share, Sharee } from '../../../shared/model/files'
import { useText } from '../../app/text'
import { invoke } from '../../bridge'
import { Avatar } from '../../ui/Avatar'
import { Field } from '../../ui/Field'

const typingMs = 200

interface ShareeFieldProps {
  readonly isFolder: boolean
  readonly taken: readonly Share[]
  readonly onAdd: (sharee: Sharee) => void
}

/** Finds people and groups as one types: arrows choose, Enter adds. */
export function ShareeField({ isFolder, taken, onAdd }: ShareeFieldProps) {
  const t = useText()
  const id = useId()
  const [term, setTerm] = useState('')
  const [found, setFound] = useState<{ readonly term: string; readonly sharees: readonly Sharee[] }>()
  const [active, setActive] = useState(0)
  const wanted = term.trim()
  useEffect(() => {
    if (wanted === '') return
    let isOver = false
    const timer = window.setTimeout(() => {
      void invoke('files.sharees', wanted, isFolder).then((answer) => {
        if (isOver) return
        setFound({ term: wanted, sharees: answer.ok ? answer.value : [] })
        setActive(0)
      })
    }, typingMs)
    return () => {
      isOver = true
      window.clearTimeout(timer)
    }
  }, [wanted, isFolder])
  const isTaken = (sharee: Sharee) => taken.some(({ kind, userId }) => kind === sharee.kind && userId === sharee.id)
  const shown = wanted === '' ? [] : (found?.sharees.filter((sharee) => !isTaken(sharee)) ?? [])
  const add = (sharee: Sharee | undefined) => {
    if (!sharee) return
    setTerm('')
    setFound(undefined)
    onAdd(sharee)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && shown.length > 0) setActive((active + step + shown.length) % shown.length)
    else if (event.key === 'Enter') add(shown[active])
    else return
    event.preventDefault()
  }
  const isNobody = wanted !== '' && found?.term === wanted && shown.length === 0
  return (
    <div className="sharees">
      <Field
        label={t('files.sharePeople')}
        icon={UserPlus}
        value={term}
        autoFocus
        autoComplete="off"
        spellCheck={false}
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={shown.length > 0 ? `${id}-${active}` : undefined}
        onChange={({ target }) => setTerm(target.value)}
        onKeyDown={onKeyDown}
      />
      <ul
        className="sharees__list"
        id={`${id}-list`}
        role="listbox"
        aria-label={t('files.sharePeople')}
        hidden={shown.length === 0}
      >
        {shown.map((sharee, index) => (
          <li
            key={`${sharee.kind}/${sharee.id}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className="mention-list__item"
            onMouseDown={(event) => {
              event.preventDefault()
              add(sharee)
            }}
          >
            <Avatar id={sharee.id} name={sharee.name} size="small" square={sharee.kind === 'group'} />
            <span className="truncate">{sharee.name}</span>
            {sharee.kind === 'group' && <span className="share__kind">{t('files.shareGroup')}</span>}
          </li>
        ))}
      </ul>
      <p className={isNobody ? 'details__none' : 'visually-hidden'} role="status">
        {isNobody ? t('files.shareNobodyFound', { term: wanted }) : ''}
      </p>
    </div>
  )
}
