import { createHash } from 'node:crypto'

import { templatesOf } from './templates'

/** The one editor of this server: plain text in a page. */
export const editor = {
  id: 'text',
  name: 'Text',
  mimetypes: ['text/plain', 'text/markdown', 'text/csv'],
  optionalMimetypes: [],
  secure: false
}

export type Creator = {
  readonly id: string
  readonly editor: string
  readonly name: string
  readonly extension: string
  /** Whether there is a choice of what it begins with. */
  readonly templates: boolean
  readonly mimetype: string
}

const creators: readonly Creator[] = [
  {
    id: 'textdocument',
    editor: editor.id,
    name: 'New text document',
    extension: 'md',
    templates: false,
    mimetype: 'text/markdown'
  },
  {
    id: 'table',
    editor: editor.id,
    name: 'New table',
    extension: 'csv',
    templates: true,
    mimetype: 'text/csv'
  },
  {
    id: 'plaintext',
    editor: editor.id,
    name: 'New plain text',
    extension: 'txt',
    templates: false,
    mimetype: 'text/plain'
  }
]

export const creatorOf = (editorId: string | undefined, id: string | undefined): Creator | undefined =>
  creators.find((creator) => creator.editor === editorId && creator.id === id)

/** `apps/files/api/v1/directEditing`: who can edit and make what. PHP writes a table without entries as a list. */
export const editorsDocument = (isEnabled: boolean) =>
  isEnabled
    ? {
        editors: { [editor.id]: editor },
        creators: Object.fromEntries(creators.map((creator) => [creator.id, creator]))
      }
    : { editors: [], creators: [] }

const empty = { id: 'empty', title: 'Empty file', preview: null }

/** `templates/EDITOR/CREATOR`: what a new document can begin with; a creator without a choice says so as one. */
export function templatesDocument(base: string, creator: Creator | undefined) {
  if (creator === undefined) return { templates: [] }
  const { extension, mimetype } = creator
  const end = { extension, mimetype }
  if (!creator.templates) return { templates: { empty: { ...empty, ...end } } }
  const templates = templatesOf(creator.id).map(({ id, title, content }) => ({
    id,
    title,
    preview: content === '' ? null : `${base}${previewPath}/${id}`,
    ...end
  }))
  return { templates }
}

/** Where the picture of a template is. */
export const previewPath = '/index.php/apps/text/template/preview'

export const directEditingEtag = createHash('md5')
  .update(JSON.stringify(editorsDocument(true)))
  .digest('hex')
