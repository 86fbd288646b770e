import type { Express } from 'express'
import express from 'express'
import { z } from 'zod'

import type { FilesMood } from './context'
import type { Accounts } from './store/accounts'
import type { Db } from './store/database'
import { setMetaValue } from './store/database'

const change = z.strictObject({
  /** All addresses answer 503, status.php says why. */
  maintenance: z.boolean().optional(),
  /** A new value means: the server was restored from a backup. */
  fingerprint: z.string().optional(),
  /** Bytes, or null for no limit. */
  quota: z.strictObject({ person: z.string(), bytes: z.int().min(0).nullable() }).optional(),
  /** All app passwords of this person stop working. */
  revokeAppPasswords: z.string().optional()
})

export type FilesChange = z.infer<typeof change>

/** Test controls of the files server, on a loopback port of their own: `POST /change`. */
export function createFilesControl(db: Db, accounts: Accounts, mood: FilesMood): Express {
  const app = express().disable('x-powered-by')
  app.post('/change', express.json({ type: () => true }), (request, response) => {
    const parsed = change.safeParse(request.body)
    if (!parsed.success) {
      response.status(400).json({ error: z.prettifyError(parsed.error) })
      return
    }
    const { maintenance, fingerprint, quota, revokeAppPasswords } = parsed.data
    if (maintenance !== undefined) mood.maintenance = maintenance
    if (fingerprint !== undefined) {
      mood.fingerprint = fingerprint
      setMetaValue(db, 'fingerprint', fingerprint)
    }
    if (quota !== undefined) accounts.setQuota(quota.person, quota.bytes)
    if (revokeAppPasswords !== undefined) accounts.revokeAll(revokeAppPasswords)
    response.json(mood)
  })
  return app
}

/** The controls as a test uses them. `controlUrl` is `StackInfo.local.filesControl`. */
export async function changeFiles(controlUrl: string, wanted: FilesChange): Promise<void> {
  const response = await fetch(new URL('/change', controlUrl), { method: 'POST', body: JSON.stringify(wanted) })
  if (!response.ok) throw new Error(`The files server refused: HTTP ${response.status} ${await response.text()}`)
}
