import type { SyncDenied } from '../../shared/model/sync'
import { showNotice } from '../app/notice'
import { text } from '../app/text'
import type { FileItem } from './store'

type Item = Pick<FileItem, 'name' | 'denied'>

const deniedIn = <T extends Item>(items: readonly T[], what: SyncDenied): T | undefined =>
  items.find(({ denied }) => denied?.includes(what) === true)

/** The open folder takes nothing from the person. */
export const isClosed = ({ view, here }: { readonly view: string; readonly here: Item | undefined }): boolean =>
  view === 'folder' && here !== undefined && isDenied([here], 'add')

/** Whether the server's rights keep one of the items from that: what is done all the same would be undone there. */
export const isDenied = (items: readonly Item[], what: SyncDenied): boolean => deniedIn(items, what) !== undefined

/** The same, and says of which. */
export function refuse(items: readonly Item[], what: SyncDenied): boolean {
  const item = deniedIn(items, what)
  if (item) showNotice(text(`files.denied.${what}`, { name: item.name }))
  return item !== undefined
}
