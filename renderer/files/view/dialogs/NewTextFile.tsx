import { useState } from 'react'
import type { DocumentCreator } from '../../../../shared/model/files'
import { useText } from '../../../app/text'
import { makeTextFile } from '../../changes'
import { firstNameKey, freeFirstName, withEnding } from '../../creators'
import { namesHere } from '../../shown'
import { Ending } from './Ending'
import { NameDialog } from './NameDialog'

/** Asks for the name of an empty text document, which is made on this computer and sent by the sync. */
export function NewTextFile({ creator }: { readonly creator: DocumentCreator }) {
  const t = useText()
  const { extension } = creator
  const [initial] = useState(() => freeFirstName(t(firstNameKey(creator)), extension, namesHere()))
  return (
    <NameDialog
      title={t('newDocument.title')}
      initial={initial}
      hint={t('newDocument.hintHere', { ending: extension })}
      end={<Ending extension={extension} />}
      submit={t('files.create')}
      onSubmit={(name) => makeTextFile(withEnding(name, extension))}
    />
  )
}
