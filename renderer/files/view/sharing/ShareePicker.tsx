import { X } from 'lucide-react'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import type { Share, Sharee, ShareRight } from '../../../../shared/model/files'
import { useText } from '../../../app/text'
import { invoke } from '../../../bridge'
import { Avatar } from '../../../ui/Avatar'
import { IconButton } from '../../../ui/Button'
import { Select } from '../../../ui/Select'

const typingMs = 200

interface ShareePickerProps {
  readonly isFolder: boolean
  readonly taken: readonly Share[]
  readonly added: readonly Sharee[]
  readonly right: ShareRight
  readonly onAdded: (added: readonly Sharee[]) => void
  readonly onRight: (right: ShareRight) => void
}

/**
 * Finds people and groups as one types, and says what they may do: arrows choose, Enter adds, Backspace takes back the
 * last.
 */
export function ShareePicker({ isFolder, taken, added, right, onAdded, onRight }: ShareePickerProps) {
  const t = useText()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [term, setTerm] = useState('')
  const [active, setActive] = useState(0)
  const wanted = term.trim()
  const found = useSharees(wanted, isFolder)
  const isTaken = (sharee: Sharee) =>
    taken.some(({ kind, userId }) => kind === sharee.kind && userId === sharee.id) ||
    added.some(({ kind, id: other }) => kind === sharee.kind && other === sharee.id)
  const shown = wanted === '' ? [] : (found?.filter((sharee) => !isTaken(sharee)) ?? [])
  const chosen = shown[Math.min(active, shown.length - 1)]
  const isNobody = wanted !== '' && found !== undefined && shown.length === 0
  const type = (text: string) => {
    setTerm(text)
    setActive(0)
  }
  const add = (sharee: Sharee) => {
    type('')
    onAdded([...added, sharee])
  }
  const remove = (sharee: Sharee) => {
    onAdded(added.filter((one) => one !== sharee))
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && shown.length > 0) setActive((active + step + shown.length) % shown.length)
    else if (event.key === 'Enter') {
      if (chosen) add(chosen)
    } else if (event.key === 'Escape' && term !== '') type('')
    else if (event.key === 'Backspace' && term === '' && added.length > 0) onAdded(added.slice(0, -1))
    else return
    event.preventDefault()
  }
  return (
    <div className="sharees">
      <div className="sharees__box">
        <ul className="sharees__added" aria-label={t('files.shareAdded')} hidden={added.length === 0}>
          {added.map((sharee) => (
            <li key={`${sharee.kind}/${sharee.id}`} className="sharees__token">
              <Avatar id={sharee.id} name={sharee.name} size="small" square={sharee.kind === 'group'} />
              <bdi className="truncate">{sharee.name}</bdi>
              <IconButton
                icon={X}
                iconSize={16}
                label={t('people.remove', { name: sharee.name })}
                onClick={() => remove(sharee)}
              />
            </li>
          ))}
        </ul>
        <input
          ref={field}
          className="sharees__input"
          aria-label={t('files.sharePeople')}
          placeholder={t('files.sharePeople')}
          value={term}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          role="combobox"
          aria-expanded={shown.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={chosen && `${id}-${shown.indexOf(chosen)}`}
          onChange={({ target }) => type(target.value)}
          onKeyDown={onKeyDown}
        />
        <Select
          look="bare"
          aria-label={t('files.shareNewRight')}
          value={right}
          onChange={({ target: { value } }) => onRight(value === 'read' ? 'read' : 'edit')}
        >
          <option value="edit">{t('files.right.edit')}</option>
          <option value="read">{t('files.right.read')}</option>
        </Select>
      </div>
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
            aria-selected={sharee === chosen}
            className="mention-list__item"
            onMouseDown={(event) => {
              event.preventDefault()
              add(sharee)
            }}
          >
            <Avatar id={sharee.id} name={sharee.name} size="small" square={sharee.kind === 'group'} />
            <bdi className="truncate">{sharee.name}</bdi>
            <bdi className="sharing__detail truncate">
              {sharee.kind === 'group' ? t('files.shareGroup') : sharee.detail}
            </bdi>
          </li>
        ))}
      </ul>
      <p className={isNobody ? 'sharing__nobody' : 'visually-hidden'} role="status">
        {isNobody ? t('files.shareNobodyFound', { term: wanted }) : ''}
      </p>
    </div>
  )
}

/** Who fits what was typed; undefined until the server has answered. */
function useSharees(term: string, isFolder: boolean): readonly Sharee[] | undefined {
  const [found, setFound] = useState<{ readonly term: string; readonly sharees: readonly Sharee[] }>()
  useEffect(() => {
    if (term === '') return
    let isOver = false
    const timer = window.setTimeout(() => {
      void invoke('files.sharees', term, isFolder).then((answer) => {
        if (!isOver) setFound({ term, sharees: answer.ok ? answer.value : [] })
      })
    }, typingMs)
    return () => {
      isOver = true
      window.clearTimeout(timer)
    }
  }, [term, isFolder])
  return found?.term === term ? found.sharees : undefined
}
