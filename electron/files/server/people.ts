import { z } from 'zod'
import { oneLine } from './items'
import { FilesError, type FilesRequests } from './requests'
import { findSharees } from './shares'

/** People's names by their ids, asked for once. */
export interface People {
  /** The names that the server tells; who has none is left out. */
  readonly names: (requests: FilesRequests, userIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

const mostAsked = 8

export function openPeople(): People {
  const known = new Map<string, string>()
  let server = ''
  return {
    names: async (requests, userIds) => {
      // The same id is somebody else on another server.
      if (server !== requests.account.baseUrl) known.clear()
      server = requests.account.baseUrl
      const unknown = [...new Set(userIds)].filter((id) => id !== '' && !known.has(id)).slice(0, mostAsked)
      for (const id of unknown) {
        const name = await askName(requests, id)
        if (name !== undefined) known.set(id, name)
      }
      return known
    }
  }
}

const ownName = z.object({ displayname: z.string().optional(), 'display-name': z.string().optional() })

/** A name is worth a question, and not an error. */
async function askName(requests: FilesRequests, userId: string): Promise<string | undefined> {
  try {
    if (userId === requests.account.userId) {
      const own = await requests.ocs({ path: '/ocs/v2.php/cloud/user', data: ownName })
      return oneLine(own.displayname ?? own['display-name'])
    }
    const found = await findSharees(requests, userId, false)
    return oneLine(found.find(({ kind, id }) => kind === 'user' && id === userId)?.name)
  } catch (error) {
    if (error instanceof FilesError) return undefined
    throw error
  }
}
