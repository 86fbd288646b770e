import type { Express } from 'express'
import express from 'express'
import { z } from 'zod'

import type { FilesMood, FilesServer } from './context'
import { fillFolder } from './fill'
import type { Push } from './push/push'
import type { Db } from './store/database'
import { setMetaValue } from './store/database'
import { may } from './store/view'

const change = z.strictObject({
  /** All addresses answer 503, status.php says why. */
  maintenance: z.boolean().optional(),
  /** A new value means: the server was restored from a backup. */
  fingerprint: z.string().optional(),
  /** Bytes, or null for no limit. */
  quota: z.strictObject({ person: z.string(), bytes: z.int().min(0).nullable() }).optional(),
  /** All app passwords of this person stop working. */
  revokeAppPasswords: z.string().optional(),
  /** The same, and the computers that know them are to erase what they have. */
  wipeAppPasswords: z.string().optional(),
  /** What push connections meet: the usual, no welcome, or no word about changes. */
  push: z.enum(['on', 'refused', 'silent']).optional(),
  /** Whether documents can be edited, and made, on the server. */
  editing: z.enum(['on', 'off']).optional(),
  /** What the administrator wants of links; `days` is how long they hold at most. */
  links: z.strictObject({ passwordNeeded: z.boolean(), days: z.int().min(1).nullable() }).optional(),
  /** Cuts all push connections now. */
  cutPush: z.literal(true).optional(),
  /** Copies the file in a person's folder that is alone there so many times: quicker than any client could. */
  fill: z.strictObject({ person: z.string(), folder: z.string(), count: z.int().min(1).max(100_000) }).optional(),
  /** A team's folder: made, or changed. Without members it is gone. */
  team: z
    .strictObject({
      name: z.string().min(1),
      quota: z.int().min(0).nullable().default(null),
      members: z.record(z.string(), z.enum(['read', 'edit']))
    })
    .optional(),
  /** Locks a file for a person, or takes its lock away (null). */
  lock: z
    .strictObject({
      fileId: z.int(),
      person: z.string().nullable(),
      type: z.union([z.literal(0), z.literal(1)]).default(0),
      /** Whether the etags of the file and its folders move, as with most versions of the app. */
      isTold: z.boolean().default(true)
    })
    .optional()
})

const teamRights = { read: may.read, edit: may.read | may.update | may.create | may.delete | may.share }

export type FilesChange = z.input<typeof change>

type Controlled = {
  readonly db: Db
  readonly files: FilesServer
  readonly mood: FilesMood
  readonly push: Push
}

/** Test controls of the files server, on a loopback port of their own: `POST /change`. */
export function createFilesControl({ db, files, mood, push }: Controlled): Express {
  const { accounts, locks, tree } = files
  const app = express().disable('x-powered-by')
  app.post('/change', express.json({ type: () => true }), (request, response) => {
    const parsed = change.safeParse(request.body)
    if (!parsed.success) {
      response.status(400).json({ error: z.prettifyError(parsed.error) })
      return
    }
    const { maintenance, fingerprint, quota, revokeAppPasswords, lock } = parsed.data
    if (maintenance !== undefined) mood.maintenance = maintenance
    if (fingerprint !== undefined) {
      mood.fingerprint = fingerprint
      setMetaValue(db, 'fingerprint', fingerprint)
    }
    if (quota !== undefined) accounts.setQuota(quota.person, quota.bytes)
    if (revokeAppPasswords !== undefined) accounts.revokeAll(revokeAppPasswords)
    if (parsed.data.wipeAppPasswords !== undefined) accounts.wipeAll(parsed.data.wipeAppPasswords)
    if (parsed.data.push !== undefined) mood.push = parsed.data.push
    if (parsed.data.editing !== undefined) mood.editing = parsed.data.editing
    if (parsed.data.links !== undefined) mood.links = parsed.data.links
    if (parsed.data.cutPush === true) push.cut()
    if (parsed.data.team !== undefined) {
      const { members, ...team } = parsed.data.team
      const rights = Object.entries(members).map(([person, right]) => [person, teamRights[right]] as const)
      files.blobs.remove(files.teams.set({ ...team, members: Object.fromEntries(rights) }))
    }
    if (parsed.data.fill !== undefined) fillFolder(files, parsed.data.fill)
    if (lock !== undefined) {
      locks.drop(lock.fileId)
      if (lock.person !== null) locks.set(lock.fileId, lock.person, lock.type)
      if (lock.isTold) tree.retag(lock.fileId)
    }
    response.json({ ...mood, pushConnections: push.connections() })
  })
  return app
}

/** The controls as a test uses them. `controlUrl` is `StackInfo.local.filesControl`. */
export async function changeFiles(controlUrl: string, wanted: FilesChange): Promise<void> {
  const response = await fetch(new URL('/change', controlUrl), { method: 'POST', body: JSON.stringify(wanted) })
  if (!response.ok) throw new Error(`The files server refused: HTTP ${response.status} ${await response.text()}`)
}
