import { useCallback, useEffect, useRef, useState, type SubmitEvent } from 'react'
import type { DocumentCreator } from '../../../../shared/model/files'
import { useText } from '../../../app/text'
import { invoke } from '../../../bridge'
import { createDocument } from '../../../document/commands'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Field } from '../../../ui/Field'
import { firstNameKey, freeFirstName, withEnding } from '../../creators'
import { problemText } from '../../remote'
import { namesHere } from '../../shown'
import { closeDialog, filesStore } from '../../store'
import { Ending } from './Ending'
import { TemplateChoice } from './TemplateChoice'
import { useAnswer } from '../useAnswer'
import './newDocument.css'

/** Asks for the name of a new document and, where there is a choice, what it begins with. */
export function NewDocument({ creator }: { readonly creator: DocumentCreator }) {
  const t = useText()
  const { id: creatorId, editorId, extension, begins } = creator
  const ask = useCallback(() => invoke('files.templates', editorId, creatorId), [editorId, creatorId])
  const { value: templates, problem, again } = useAnswer(begins === 'chosen' ? ask : undefined)
  const [picked, setPicked] = useState<string>()
  const chosen = picked ?? templates?.[0]?.id
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const [initial] = useState(() => freeFirstName(t(firstNameKey(creator)), extension, namesHere()))
  useEffect(() => {
    field.current?.select()
  }, [])
  const isReady = begins === 'empty' || templates !== undefined
  const send = async () => {
    const name = field.current?.value.trim() ?? ''
    if (busy || !isReady || name === '') return
    setBusy(true)
    const wanted = { folder: filesStore.getState().folder, name: withEnding(name, extension), editorId, creatorId }
    setError(await createDocument(chosen === undefined ? wanted : { ...wanted, templateId: chosen }))
    setBusy(false)
    field.current?.focus()
  }
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    void send()
  }
  return (
    <Dialog
      title={t('newDocument.title')}
      wide={begins === 'chosen'}
      onCancel={closeDialog}
      actions={
        <>
          <Button onClick={closeDialog}>{t('app.cancel')}</Button>
          <Button look="primary" busy={busy} disabled={!isReady} onClick={() => void send()}>
            {t('newDocument.create')}
          </Button>
        </>
      }
    >
      <form className="new-document" onSubmit={onSubmit} noValidate>
        <Field
          ref={field}
          label={t('files.name')}
          defaultValue={initial}
          spellCheck={false}
          error={error}
          hint={t('newDocument.hint', { ending: extension })}
          end={<Ending extension={extension} />}
        />
        {!isReady && !problem && <p role="status">{t('newDocument.loading')}</p>}
        {problem && (
          <div className="new-document__failed" role="alert">
            <span>{t('newDocument.noTemplates', { reason: problemText(problem) })}</span>
            <Button size="small" onClick={again}>
              {t('newDocument.again')}
            </Button>
          </div>
        )}
        {templates && templates.length > 1 && (
          <TemplateChoice
            templates={templates}
            extension={extension}
            chosen={chosen}
            onChoose={setPicked}
            onTake={() => void send()}
          />
        )}
      </form>
    </Dialog>
  )
}
