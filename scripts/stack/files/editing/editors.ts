import { createHash } from 'node:crypto'

/** The one editor of this server: plain text in a page. */
export const editor = {
  id: 'text',
  name: 'Text',
  mimetypes: ['text/plain', 'text/markdown', 'text/csv'],
  optionalMimetypes: [],
  secure: false
}

const creators = [
  {
    id: 'textdocument',
    editor: editor.id,
    name: 'New text document',
    extension: 'md',
    templates: false,
    mimetypes: ['text/markdown']
  },
  {
    id: 'plaintext',
    editor: editor.id,
    name: 'New plain text',
    extension: 'txt',
    templates: false,
    mimetypes: ['text/plain']
  }
]

/** `apps/files/api/v1/directEditing`: who can edit and make what. */
export const editorsDocument = {
  editors: { [editor.id]: editor },
  creators: Object.fromEntries(creators.map((creator) => [creator.id, creator]))
}

export const isCreator = (id: string | undefined): boolean => creators.some((creator) => creator.id === id)

export const directEditingEtag = createHash('md5').update(JSON.stringify(editorsDocument)).digest('hex')
