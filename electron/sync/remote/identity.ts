import { z } from 'zod'
import { SyncError } from '../errors'
import { Addresses } from './addresses'
import { openHttp, readJson } from './http'
import type { HttpDeps } from './http'

const statusAnswer = z.object({ installed: z.literal(true), maintenance: z.boolean() })
const userAnswer = z.object({ ocs: z.object({ data: z.object({ id: z.string().min(1).max(256) }) }) })

export interface Identity {
  /** The name in the addresses, which need not be the login name (sync.md 1.1). */
  readonly userId: string
}

/**
 * Asks the server whether it is one, before it gets any file, and who the person is.
 * @throws SyncError `captivePortal` when something else answers, `maintenance`, `signedOut`.
 */
export async function identify(options: HttpDeps & { readonly server: string }): Promise<Identity> {
  const addresses = new Addresses(options.server, '')
  const http = openHttp(addresses, options)
  const status = statusAnswer.safeParse(await readJson(await http.plain('GET', addresses.at('/status.php'))))
  if (!status.success) throw new SyncError('captivePortal', 'not the status of a file server')
  if (status.data.maintenance)
    throw new SyncError('maintenance', 'the server is being maintained', { retryAfterMs: 120_000 })
  const user = userAnswer.safeParse(
    await readJson(
      await http.transfer('GET', addresses.at('/ocs/v1.php/cloud/user?format=json'), { 'ocs-apirequest': 'true' })
    )
  )
  if (!user.success) throw new SyncError('signedOut', 'the server does not say who this is')
  return { userId: user.data.ocs.data.id }
}
