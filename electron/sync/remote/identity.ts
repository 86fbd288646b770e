import { SyncError } from '../errors'
import { Addresses } from './addresses'
import { openHttp, readJson } from './http'
import { at } from './json'
import type { RequestDeps } from './http'

export interface Identity {
  /** The name in the addresses, which need not be the login name (sync.md 1.1). */
  readonly userId: string
}

/**
 * Asks the server whether it is one, before it gets any file, and who the person is.
 * @throws SyncError `captivePortal` when something else answers, `maintenance`, `signedOut`.
 */
export async function identify(options: RequestDeps & { readonly server: string }): Promise<Identity> {
  const addresses = new Addresses(options.server, '')
  const http = openHttp(addresses, options)
  const status = await readJson(await http.plain('GET', addresses.at('/status.php')))
  const maintenance = at(status, 'maintenance')
  if (at(status, 'installed') !== true || typeof maintenance !== 'boolean')
    throw new SyncError('captivePortal', 'not the status of a file server')
  if (maintenance) throw new SyncError('maintenance', 'the server is being maintained', { retryAfterMs: 120_000 })
  const user = await readJson(
    await http.transfer('GET', addresses.at('/ocs/v1.php/cloud/user?format=json'), { 'ocs-apirequest': 'true' })
  )
  const found = at(user, 'ocs', 'data', 'id')
  // Who is called 1234 may come as a number.
  const userId = typeof found === 'number' ? String(found) : found
  if (typeof userId !== 'string' || userId === '' || userId.length > 256)
    throw new SyncError('signedOut', 'the server does not say who this is')
  return { userId }
}
