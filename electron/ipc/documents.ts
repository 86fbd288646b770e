import type { Documents } from '../documents/documents'
import type { Handlers } from './bind'

type DocumentHandlers = Pick<Handlers, Extract<keyof Handlers, `document.${string}`>>

export function documentHandlers(documents: Documents): DocumentHandlers {
  return {
    'document.open': (_context, path) => documents.open(path),
    'document.create': (_context, wanted) => documents.create(wanted),
    'document.place': (_context, at) => {
      documents.place(at)
      return undefined
    },
    'document.focus': () => {
      documents.focus()
      return undefined
    },
    'document.close': (_context, force) => {
      documents.close(force)
      return undefined
    }
  }
}
