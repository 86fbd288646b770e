import type { SyncItem } from '../../shared/model/sync'
import { invoke } from '../bridge'
import { listFolder } from './listing'
import { parentOf } from './sort'

/**
 * What is kept on this computer, as briefly as it can be said: everything in the root that is not on the server alone,
 * and what is kept of folders that are.
 */
export async function readKept(): Promise<readonly SyncItem[]> {
  const [items, setup] = await Promise.all([listFolder(''), invoke('sync.setup')])
  const pinned = (setup?.pins ?? []).filter(({ path, pin }) => pin === 'offline' && parentOf(path) !== '')
  const within = pinned.map(async ({ path }) => (await listFolder(parentOf(path))).find((item) => item.path === path))
  const further = (await Promise.all(within)).filter((item) => item !== undefined)
  return [...items.filter(({ state, pin }) => state.kind !== 'onlineOnly' && pin !== 'onlineOnly'), ...further]
}
