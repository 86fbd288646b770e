import { readPage } from '../../shared/model/pages'
import type { SyncItem } from '../../shared/model/sync'
import { startPausing } from '../app/pause'
import { invoke } from '../bridge'

/** What is in a folder, however much it is, without holding the page up. */
export async function listFolder(folder: string): Promise<readonly SyncItem[]> {
  const pages = await invoke('files.list', folder)
  const { isDue, pause } = startPausing()
  const items: SyncItem[] = []
  for (let index = 0; index < pages.length; index++) {
    if (isDue()) await pause()
    items.push(...readPage(pages, index))
  }
  return items
}
