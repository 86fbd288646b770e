import { useCallback, useState } from 'react'
import type { DocumentCreator } from '../../../../shared/model/files'
import { useText } from '../../../app/text'
import { invoke } from '../../../bridge'
import { createDocument } from '../../../document/commands'
import { Button } from '../../../ui/Button'
import { firstNameKey, freeFirstName, withEnding } from '../../creators'
import { problemText } from '../../remote'
import { namesHere } from '../../shown'
import { filesStore } from '../../store'
import { Ending } from './Ending'
import { NameDialog } from './NameDialog'
import { TemplateChoice } from './TemplateChoice'
import { useAnswer } from '../useAnswer'

/** Asks for the name of a new document and, where there is a choice, what it begins with. */
export function NewDocument({ creator }: { readonly creator: DocumentCreator }) {
  const t = useText()
  const { id: creatorId, editorId, extension, begins } = creator
  const ask = useCallback(() => invoke('files.templates', editorId, creatorId), [editorId, creatorId])
  const { value: templates, problem, again } = useAnswer(begins === 'chosen' ? ask : undefined)
  const [picked, setPicked] = useState<string>()
  const chosen = picked ?? templates?.[0]?.id
  const [initial] = useState(() => freeFirstName(t(firstNameKey(creator)), extension, namesHere()))
  const isReady = begins === 'empty' || templates !== undefined
  const create = (name: string) => {
    const wanted = { folder: filesStore.getState().folder, name: withEnding(name, extension), editorId, creatorId }
    return createDocument(chosen === undefined ? wanted : { ...wanted, templateId: chosen })
  }
  return (
    <NameDialog
      title={t('newDocument.title')}
      wide={begins === 'chosen'}
      initial={initial}
      hint={t('newDocument.hint', { ending: extension })}
      end={<Ending extension={extension} />}
      submit={t('newDocument.create')}
      isReady={isReady}
      onSubmit={create}
    >
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
          onTake={({ currentTarget }) => currentTarget.form?.requestSubmit()}
        />
      )}
    </NameDialog>
  )
}
