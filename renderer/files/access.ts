import type { Share, Sharee } from '../../shared/model/files'
import type { SyncItem } from '../../shared/model/sync'
import { invoke } from '../bridge'
import { chatClient } from '../chat/client'
import { parentOf } from './sort'

/** In a larger room a group is what one shares with. */
const membersAtMost = 50

/**
 * Who in a room cannot read the item, as far as it can be told: people whom the files server knows by the name that
 * they have in the chat, and with whom neither the item nor a folder around it is shared. A share with a group says
 * nothing of who is in it, so then nobody is named.
 */
export async function findLacking(item: SyncItem, roomId: string): Promise<readonly Sharee[]> {
  const remote = await invoke('files.item', item.path)
  if (!remote.ok || remote.value?.may.share !== true) return []
  const members = (await chatClient().commands.members(roomId)).filter(({ membership }) => membership === 'join')
  if (members.length > membersAtMost) return []
  const self = await chatClient().commands.ownProfile()
  const shares = await sharesAround(item.path)
  if (!shares || shares.some(({ kind }) => kind === 'group')) return []
  const readers = new Set(shares.map(({ userId }) => userId))
  const { sharedBy } = remote.value
  const lacking: Sharee[] = []
  for (const { id, name } of members) {
    const userId = id.slice(1, id.indexOf(':'))
    if (id === self.id || readers.has(userId) || name === sharedBy) continue
    const found = await invoke('files.sharees', userId, item.kind === 'folder')
    const sharee = found.ok ? found.value.find((one) => one.kind === 'user' && one.id === userId) : undefined
    if (sharee) lacking.push(sharee)
  }
  return lacking
}

/** The shares of an item and of every folder around it; undefined when the server does not tell. */
async function sharesAround(path: string): Promise<readonly Share[] | undefined> {
  const all: Share[] = []
  for (let at = path; at !== ''; at = parentOf(at)) {
    const shares = await invoke('files.shares', at)
    if (!shares.ok) return undefined
    all.push(...shares.value)
  }
  return all
}
