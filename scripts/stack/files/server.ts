import { randomBytes } from 'node:crypto'
import type { RequestListener, Server } from 'node:http'
import { createServer } from 'node:http'
import { resolve } from 'node:path'

import { createFilesApp } from './app'
import type { FilesMood, FilesServer } from './context'
import { createFilesControl } from './control'
import { dropExpiredUploads } from './dav/chunks'
import { createEditing } from './editing/sessions'
import { collectChanges } from './push/changes'
import { createPush } from './push/push'
import type { AccountSeed, Group } from './store/accounts'
import { openAccounts } from './store/accounts'
import { openBlobs } from './store/blobs'
import { metaValue, openDatabase } from './store/database'
import { createBin } from './store/bin'
import { createLocks } from './store/locks'
import { createShares } from './store/shares'
import { createTeams } from './store/teams'
import { createTree } from './store/tree'
import { createVersions } from './store/versions'
import { createView } from './store/view'

export type FilesSettings = {
  readonly dir: string
  /** 0 = a free one. */
  readonly port: number
  readonly controlPort: number
  readonly calendarPort?: number | undefined
  readonly people: readonly AccountSeed[]
  readonly groups?: readonly Group[]
}

/** The real server waits a second or more before it tells of changes. */
const pushQuietMs = 200

export type RunningFiles = { readonly url: string; readonly controlUrl: string; readonly stop: () => Promise<void> }

/** Starts the files server on loopback. What it holds survives a stop, and a kill, at any moment. */
export async function startFilesServer(settings: FilesSettings): Promise<RunningFiles> {
  const db = openDatabase(settings.dir)
  const accounts = openAccounts(db, settings.people, settings.groups)
  const changes = collectChanges(pushQuietMs)
  const tree = createTree(db, changes.add)
  const shares = createShares(db, tree, accounts, () => new Date().toISOString().slice(0, 10))
  const teams = createTeams(db, tree)
  const view = createView(db, tree, shares, teams)
  const uploadsDir = resolve(settings.dir, 'uploads')
  dropExpiredUploads(uploadsDir, Date.now())
  const mood: FilesMood = {
    maintenance: false,
    push: 'on',
    editing: 'on',
    links: { passwordNeeded: false, days: null },
    fingerprint: metaValue(db, 'fingerprint', () => '')
  }
  const files: FilesServer = {
    accounts,
    tree,
    view,
    shares,
    teams,
    versions: createVersions(db),
    bin: createBin(db, tree, view),
    locks: createLocks(db),
    editing: createEditing(),
    blobs: openBlobs(settings.dir, tree.blobs()),
    uploadsDir,
    instanceId: metaValue(db, 'instance', () => `oc${randomBytes(5).toString('hex')}`),
    mood,
    calendarPort: settings.calendarPort
  }
  const push = createPush(files, changes)
  const main = await listen(settings.port, createFilesApp(files, push), push.attach)
  const control = await listen(settings.controlPort, createFilesControl({ db, files, mood, push }))
  return {
    url: main.url,
    controlUrl: control.url,
    stop: async () => {
      changes.stop()
      push.stop()
      await Promise.all([main.stop(), control.stop()])
      db.close()
    }
  }
}

async function listen(
  port: number,
  app: RequestListener,
  attach: (server: Server) => void = () => undefined
): Promise<{ url: string; stop: () => Promise<void> }> {
  const server: Server = createServer({ keepAliveTimeout: 75_000, requestTimeout: 0 }, app)
  attach(server)
  await new Promise<void>((done, fail) => server.once('error', fail).listen(port, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No TCP address')
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      })
  }
}
