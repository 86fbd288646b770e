import type { MouseEventHandler } from 'react'
import type { DocumentTemplate } from '../../../../shared/model/files'
import { useText, type Translate } from '../../../app/text'
import { FileIcon } from '../../../ui/FileIcon'
import { RadioGroup } from '../../../ui/RadioGroup'
import { useTemplatePreview } from '../usePreview'

interface TemplateChoiceProps {
  readonly templates: readonly DocumentTemplate[]
  readonly extension: string
  readonly chosen: string | undefined
  readonly onChoose: (id: string) => void
  /** A template was double-clicked. */
  readonly onTake: MouseEventHandler<HTMLButtonElement>
}

/** What a document begins with, as pictures with a title. */
export function TemplateChoice({ templates, extension, chosen, onChoose, onTake }: TemplateChoiceProps) {
  const t = useText()
  const label = t('newDocument.templates')
  const options = templates.map((template, index) => ({
    value: template.id,
    label: (
      <>
        <Picture id={template.id} extension={extension} />
        <span className="templates__title">{titleOf(template, index, t)}</span>
      </>
    )
  }))
  return (
    <div>
      <p className="field__label" aria-hidden>
        {label}
      </p>
      <RadioGroup look="templates" label={label} value={chosen} options={options} onChange={onChoose} onTake={onTake} />
    </div>
  )
}

function titleOf(template: DocumentTemplate, index: number, t: Translate): string {
  if (isEmpty(template)) return t('newDocument.empty')
  return template.title || t('newDocument.noTitle', { number: index + 1 })
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
