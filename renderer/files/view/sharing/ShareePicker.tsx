import { X } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { FilesProblem, Share, Sharee, ShareRight } from '../../../../shared/model/files'
import { useText } from '../../../app/text'
import { invoke } from '../../../bridge'
import { Avatar } from '../../../ui/Avatar'
import { IconButton } from '../../../ui/Button'
import { Select } from '../../../ui/Select'
import { Suggestions } from '../../../ui/Suggestions'
import { useSuggestions } from '../../../ui/useSuggestions'
import { problemText } from '../../remote'

const typingMs = 200
const againMs = 3_000

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
  const field = useRef<HTMLInputElement>(null)
  const [term, setTerm] = useState('')
  const wanted = term.trim()
  const { sharees, problem } = useSharees(wanted, isFolder)
  const isTaken = (sharee: Sharee) =>
    taken.some(({ kind, userId }) => kind === sharee.kind && userId === sharee.id) ||
    added.some(({ kind, id: other }) => kind === sharee.kind && other === sharee.id)
  const shown = sharees?.filter((sharee) => !isTaken(sharee)) ?? []
  const { combobox, list, onKeyDown } = useSuggestions(
    shown.map((sharee) => ({
      // A person and a group may have one id.
      id: `${sharee.kind}/${sharee.id}`,
      name: sharee.name,
      detail: sharee.kind === 'group' ? t('files.shareGroup') : sharee.detail,
      isMany: sharee.kind === 'group',
      hueId: sharee.id,
      sharee
    })),
    ({ sharee }) => {
      setTerm('')
      onAdded([...added, sharee])
    }
  )
  const remove = (sharee: Sharee) => {
    onAdded(added.filter((one) => one !== sharee))
    field.current?.focus()
  }
  const onFieldKey = (event: KeyboardEvent) => {
    if (onKeyDown(event)) return
    if (event.key === 'Escape' && term !== '') setTerm('')
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
          {...combobox}
          onChange={({ target }) => setTerm(target.value)}
          onKeyDown={onFieldKey}
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
      <Suggestions
        className="suggestions--over sharees__list"
        label={t('files.sharePeople')}
        list={list}
        note={sharees && shown.length === 0 ? t('files.shareNobodyFound', { term: wanted }) : undefined}
        problem={problem && problemText(problem)}
      />
    </div>
  )
}

interface Answer {
  /** Undefined until the server has answered. */
  readonly sharees?: readonly Sharee[]
  readonly problem?: FilesProblem
}

const asking: Answer = {}

/** Who fits what was typed. Without an answer it is asked again: whoever waits need not type it once more. */
function useSharees(term: string, isFolder: boolean): Answer {
  const [last, setLast] = useState<{ readonly term: string; readonly answer: Answer }>()
  useEffect(() => {
    if (term === '') return
    let isOver = false
    const search = async () => {
      const found = await invoke('files.sharees', term, isFolder)
      if (isOver) return
      setLast({ term, answer: found.ok ? { sharees: found.value } : { problem: found.error } })
      if (!found.ok) timer = window.setTimeout(() => void search(), againMs)
    }
    let timer = window.setTimeout(() => void search(), typingMs)
    return () => {
      isOver = true
      window.clearTimeout(timer)
    }
  }, [term, isFolder])
  return term !== '' && last?.term === term ? last.answer : asking
}
