import { randomBytes } from 'node:crypto'
import { access, mkdtemp, readdir, realpath, rm, rmdir } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { failure, success, type Result } from '../../shared/result'
import type { SyncUsage } from '../../shared/model/sync'
import type { SyncLimits, SyncRoot, SyncSetup, SyncSetupProblem } from '../../shared/model/syncSetup'
import { describeStatus, folderProblem, isMain, isNestedPlace, parentOf, type Root } from './roots'
import type { SyncChoices } from './syncChoices'
import type { SyncClient } from './syncClient'

/** What the person chose about the sync of their account, and how it is changed. */
export interface SyncSetupOwner {
  /** Undefined while nothing is synced. */
  readonly read: () => Promise<SyncSetup | undefined>
  /** Asks for the place; undefined when the question was closed. */
  readonly addRoot: (folder: string) => Promise<Result<SyncRoot | undefined, SyncSetupProblem>>
  readonly removeRoot: (id: string) => Promise<Result<undefined, SyncSetupProblem>>
  readonly setLimits: (limits: SyncLimits) => Promise<void>
  readonly setIgnored: (patterns: readonly string[]) => Promise<void>
  /** A root's folder has another path on the server now. */
  readonly follow: (id: string, folder: string) => Promise<void>
}

/** The sync that is set up, while there is one. */
export interface SetUp {
  readonly client: SyncClient
  readonly choices: SyncChoices
  /** Where the app keeps what must not be synced (journals). */
  readonly directory: string
}

interface SetupDeps {
  readonly now: () => SetUp | undefined
  /** Writes the choices down and begins the sync anew with them. */
  readonly apply: (choices: SyncChoices) => Promise<void>
  /** Asks the person for a folder on this computer. */
  readonly choosePlace: () => Promise<string | undefined>
}

export function openSyncSetup({ now, apply, choosePlace }: SetupDeps): SyncSetupOwner {
  let last: Promise<unknown> = Promise.resolve()
  // One change at a time: each begins the sync anew.
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = last.then(act)
    last = turn.catch(() => undefined)
    return turn
  }
  const change = (make: (choices: SyncChoices) => SyncChoices) =>
    inTurn(async () => {
      const setUp = now()
      if (setUp) await apply(make(setUp.choices))
    })
  const describe = ({ client }: SetUp, { id, folder, place }: Root, usage: SyncUsage | undefined): SyncRoot => ({
    ...describeStatus(id, client.statusOf(id)),
    folder,
    place,
    usage
  })
  return {
    read: async () => {
      const setUp = now()
      if (!setUp) return undefined
      const { limits, ignored } = setUp.choices
      return {
        roots: await Promise.all(
          setUp.client.roots().map(async (root) => describe(setUp, root, await setUp.client.usageOf(root.id)))
        ),
        upBytesPerSecond: limits.up,
        downBytesPerSecond: limits.down,
        ignored,
        pins: await setUp.client.pins()
      }
    },
    addRoot: (wanted) =>
      inTurn(async () => {
        const folder = wanted.replace(/^\/+|\/+$/g, '')
        const setUp = now()
        if (!setUp) return failure({ code: 'notSyncing' })
        const problem = folderProblem(setUp.client.roots(), folder) ?? (await missingFolder(setUp.client, folder))
        if (problem) return failure({ code: problem })
        const chosen = await choosePlace()
        if (chosen === undefined) return success(undefined)
        const place = await checkPlace(setUp, chosen)
        if (!place.ok) return place
        const root = { id: randomBytes(8).toString('hex'), folder, place: place.value }
        await apply({ ...setUp.choices, roots: [...setUp.choices.roots, root] })
        return success(describe(setUp, root, undefined))
      }),
    removeRoot: (id) =>
      inTurn(async () => {
        const setUp = now()
        const root = setUp?.choices.roots.find((each) => each.id === id)
        if (!setUp || !root) return failure({ code: 'unknownRoot' })
        await apply({ ...setUp.choices, roots: setUp.choices.roots.filter((each) => each !== root) })
        // What tells that the place was synced goes; the person's files stay.
        await rm(join(root.place, privateFolder), { recursive: true, force: true }).catch(tell)
        for (const suffix of ['', '-wal', '-shm', '.lock'])
          await rm(journalPath(setUp.directory, root) + suffix, { force: true }).catch(tell)
        return success(undefined)
      }),
    setLimits: (limits) => change((choices) => ({ ...choices, limits })),
    setIgnored: (ignored) => change((choices) => ({ ...choices, ignored })),
    follow: (id, folder) =>
      change((choices) => ({
        ...choices,
        roots: choices.roots.map((root) => (root.id === id ? { ...root, folder } : root))
      }))
  }
}

const privateFolder = '.samverk-sync'
const tell = (error: unknown) => console.error('sync', error)

export function journalPath(directory: string, root: Root): string {
  return join(directory, isMain(root) ? 'journal.sqlite' : `journal-${root.id}.sqlite`)
}

async function missingFolder(client: SyncClient, folder: string): Promise<'folderMissing' | undefined> {
  const items = await client.list(parentOf(folder))
  const isThere = items.some(({ path, kind, fileId }) => path === folder && kind === 'folder' && fileId !== null)
  return isThere ? undefined : 'folderMissing'
}

/** The real path of a place that may become a root's; what lies in it already is united with the server's. */
async function checkPlace({ client, directory }: SetUp, chosen: string): Promise<Result<string, SyncSetupProblem>> {
  try {
    const place = await realpath(chosen)
    const taken = await Promise.all(
      [directory, ...client.roots().map((root) => root.place)].map((path) => realpath(path).catch(() => path))
    )
    if (isNestedPlace(taken, place, sep)) return failure({ code: 'placeNested' })
    const names = await readdir(place)
    if (names.some(isSyncedAlready)) return failure({ code: 'placeTaken' })
    if (await liesInRoot(place)) return failure({ code: 'placeNested' })
    await rmdir(await mkdtemp(join(place, '.samverk-')))
    return success(place)
  } catch (error) {
    tell(error)
    return failure({ code: 'placeRefused' })
  }
}

/** Our own marker, of this or another account, or the journal of Nextcloud's client. */
const isSyncedAlready = (name: string) => name === privateFolder || /^\.(?:_sync_|sync_|owncloudsync).*\.db$/.test(name)

/** A root in a root would be synced twice, each run against the other. */
async function liesInRoot(place: string): Promise<boolean> {
  for (let above = dirname(place); ; above = dirname(above)) {
    const isRoot = await access(join(above, privateFolder, 'root-id')).then(
      () => true,
      () => false
    )
    if (isRoot) return true
    if (above === dirname(above)) return false
  }
}
