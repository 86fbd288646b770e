import { randomBytes } from 'node:crypto'
import type { RequestListener, Server } from 'node:http'
import { createServer } from 'node:http'
import { resolve } from 'node:path'

import { createFilesApp } from './app'
import type { FilesMood } from './context'
import { createFilesControl } from './control'
import { dropExpiredUploads } from './dav/chunks'
import type { AccountSeed } from './store/accounts'
import { openAccounts } from './store/accounts'
import { openBlobs } from './store/blobs'
import { metaValue, openDatabase } from './store/database'
import { createTree } from './store/tree'

export type FilesSettings = {
  readonly dir: string
  /** 0 = a free one. */
  readonly port: number
  readonly controlPort: number
  readonly calendarPort?: number | undefined
  readonly people: readonly AccountSeed[]
}

export type RunningFiles = { readonly url: string; readonly controlUrl: string; readonly stop: () => Promise<void> }

/** Starts the files server on loopback. What it holds survives a stop, and a kill, at any moment. */
export async function startFilesServer(settings: FilesSettings): Promise<RunningFiles> {
  const db = openDatabase(settings.dir)
  const accounts = openAccounts(db, settings.people)
  const tree = createTree(db)
  const uploadsDir = resolve(settings.dir, 'uploads')
  dropExpiredUploads(uploadsDir, Date.now())
  const mood: FilesMood = { maintenance: false, fingerprint: metaValue(db, 'fingerprint', () => '') }
  const app = createFilesApp({
    accounts,
    tree,
    blobs: openBlobs(settings.dir, tree.blobs()),
    uploadsDir,
    instanceId: metaValue(db, 'instance', () => `oc${randomBytes(5).toString('hex')}`),
    mood,
    calendarPort: settings.calendarPort
  })
  const main = await listen(settings.port, app)
  const control = await listen(settings.controlPort, createFilesControl(db, accounts, mood))
  return {
    url: main.url,
    controlUrl: control.url,
    stop: async () => {
      await Promise.all([main.stop(), control.stop()])
      db.close()
    }
  }
}

async function listen(port: number, app: RequestListener): Promise<{ url: string; stop: () => Promise<void> }> {
  const server: Server = createServer({ keepAliveTimeout: 75_000, requestTimeout: 0 }, app)
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
