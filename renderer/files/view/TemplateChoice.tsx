import { useRef, type KeyboardEvent } from 'react'
import type { DocumentTemplate } from '../../../shared/model/files'
import { useText } from '../../app/text'
import { FileIcon } from '../../ui/FileIcon'
import { useTemplatePreview } from './usePreview'

interface TemplateChoiceProps {
  readonly templates: readonly DocumentTemplate[]
  readonly extension: string
  readonly chosen: string | undefined
  readonly onChoose: (id: string) => void
  /** A template was double-clicked. */
  readonly onTake: () => void
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/** What a document begins with, as pictures with a title: one tab stop, arrows choose. */
export function TemplateChoice({ templates, extension, chosen, onChoose, onTake }: TemplateChoiceProps) {
  const t = useText()
  const group = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const index = templates.findIndex(({ id }) => id === chosen)
    const step = steps[event.key]
    const ends = { Home: 0, End: templates.length - 1 }[event.key]
    const nextIndex = step === undefined ? ends : (index + step + templates.length) % templates.length
    const next = nextIndex === undefined ? undefined : templates[nextIndex]
    if (!next || nextIndex === undefined) return
    event.preventDefault()
    onChoose(next.id)
    group.current?.querySelectorAll<HTMLElement>('[role=radio]')[nextIndex]?.focus()
  }
  return (
    <div>
      <p className="field__label" aria-hidden>
        {t('newDocument.templates')}
      </p>
      <div
        ref={group}
        className="templates"
        role="radiogroup"
        aria-label={t('newDocument.templates')}
        tabIndex={-1}
        onKeyDown={move}
      >
        {templates.map((template, index) => (
          <button
            key={template.id}
            type="button"
            role="radio"
            className="templates__item"
            aria-checked={template.id === chosen}
            tabIndex={template.id === chosen ? 0 : -1}
            onClick={() => onChoose(template.id)}
            onDoubleClick={onTake}
          >
            <Picture id={template.id} extension={extension} />
            <span className="templates__title">
              {isEmpty(template)
                ? t('newDocument.empty')
                : template.title || t('newDocument.noTitle', { number: index + 1 })}
            </span>
          </button>
        ))}
      </div>
    </div>
  )
}

// The server names the one that every creator has in the language of the account there.
const isEmpty = ({ id, title }: DocumentTemplate) => id === 'empty' || /^empty( file)?$/i.test(title)

function Picture({ id, extension }: { readonly id: string; readonly extension: string }) {
  const url = useTemplatePreview(id)
  return (
    <span className="templates__picture">
      {url === undefined ? <FileIcon name={`.${extension}`} size={40} /> : <img src={url} alt="" />}
    </span>
  )
}
