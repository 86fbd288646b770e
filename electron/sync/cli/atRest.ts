import { ignoreRules } from '../core/ignore'
import { asSyncError } from '../errors'
import { peekJournal } from '../journal/peek'
import { openDisk } from '../local/disk'
import { requireOutside } from '../local/place'
import { openServer } from '../remote/server'
import { looksAtRest } from '../rest'
import { journalPathOf, linesOf, readIdentity, userIdIn } from './given'
import { Seen } from './seen'
import type { LeftOut, TrashPort } from '../ports'
import type { Options } from './options'
import type { Requests } from './requests'

export type Look =
  /** There is nothing to do, but for what can't be synced. */
  | { readonly kind: 'atRest'; readonly leftOut: readonly LeftOut[] }
  | { readonly kind: 'moved'; readonly seen: Seen }
  /** A whole run is needed, also to find out what went wrong here. */
  | { readonly kind: 'unknown' }

/**
 * Looks whether there is anything to do, without loading the engine and its trees: the usual answer of a run that is
 * started every few minutes is no. One request, one scan; nothing is written.
 */
export async function lookFirst(options: Options, requests: Requests): Promise<Look> {
  if (options.mode !== 'once' || options.unsyncedFile !== undefined) return { kind: 'unknown' }
  const journalPath = journalPathOf(options)
  const meta = peekJournal(journalPath)
  const userId = userIdIn(meta?.get('account') ?? '', options)
  if (meta === undefined || userId === undefined || meta.get('rest') === undefined) return { kind: 'unknown' }
  requireOutside(options.folder, journalPath)
  const ignore = ignoreRules(linesOf(options.excludeFile))
  const remote = openServer({
    ...readIdentity(options),
    dispatcher: requests,
    server: options.server,
    userId,
    folder: options.path
  })
  const local = openDisk(options.folder, NO_TRASH, ignore)
  const seen = new Seen(userId)
  try {
    const ports = { remote: seen.noteRemote(remote), local: seen.noteLocal(local) }
    const leftOut = await looksAtRest(meta, ports, ignore.added)
    if (leftOut !== undefined) return { kind: 'atRest', leftOut }
    return seen.hasAnswer ? { kind: 'moved', seen } : { kind: 'unknown' }
  } catch (cause) {
    if (asSyncError(cause).code === 'internal') throw cause
    return { kind: 'unknown' }
  }
}

const NO_TRASH: TrashPort = { moveToTrash: () => Promise.reject(new Error('nothing is deleted while looking')) }
