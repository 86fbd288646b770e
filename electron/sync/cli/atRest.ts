import { ignoreRules } from '../core/ignore'
import { asSyncError } from '../errors'
import { peekJournal } from '../journal/peek'
import { openDisk } from '../local/disk'
import { requireOutside } from '../local/place'
import { openServer } from '../remote/server'
import { looksAtRest } from '../rest'
import { journalPathOf, linesOf, readAuthorities, readIdentity, userIdIn } from './given'
import { openRequests } from './requests'
import type { LeftOut, TrashPort } from '../ports'
import type { Options } from './options'

/**
 * Looks whether there is anything to do, without loading the engine and its trees: the usual answer of a run that is
 * started every few minutes is no. One request, one scan; nothing is written.
 * @returns what can't be synced; undefined when a whole run is needed, also to find out what went wrong here.
 */
export async function findAtRest(options: Options): Promise<readonly LeftOut[] | undefined> {
  if (options.mode !== 'once' || options.unsyncedFile !== undefined) return undefined
  const journalPath = journalPathOf(options)
  const meta = peekJournal(journalPath)
  const userId = userIdIn(meta?.get('account') ?? '', options)
  if (meta === undefined || userId === undefined || meta.get('rest') === undefined) return undefined
  requireOutside(options.folder, journalPath)
  const ignore = ignoreRules(linesOf(options.excludeFile))
  const requests = await openRequests(options.server, 1, readAuthorities(options))
  try {
    const remote = openServer({
      ...readIdentity(options),
      dispatcher: requests,
      server: options.server,
      userId,
      folder: options.path
    })
    return await looksAtRest(meta, { remote, local: openDisk(options.folder, NO_TRASH, ignore) }, ignore.added)
  } catch (cause) {
    if (asSyncError(cause).code === 'internal') throw cause
    return undefined
  } finally {
    requests.close()
  }
}

const NO_TRASH: TrashPort = { moveToTrash: () => Promise.reject(new Error('nothing is deleted while looking')) }
