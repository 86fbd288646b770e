import { SyncError } from '../errors'
import { drain, readJson } from './http'
import { at } from './json'
import type { Addresses } from './addresses'
import type { Http } from './http'

/**
 * Remote wipe (Nextcloud's clientsRemoteWipe): the token itself says who asks. Anything but a clear yes is no.
 * @throws SyncError of scope `run` when the server can't be reached.
 */
export async function wipe(
  http: Http,
  addresses: Addresses,
  token: string,
  step: 'check' | 'success'
): Promise<boolean> {
  const body = Buffer.from(new URLSearchParams({ token }).toString())
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(body.length),
    'ocs-apirequest': 'true'
  }
  try {
    const reply = await http.plain('POST', addresses.at(`/index.php/core/wipe/${step}`), headers, body)
    if (step === 'check') return at(await readJson(reply), 'wipe') === true
    await drain(reply)
    return true
  } catch (error) {
    // A 404 says that no wipe is wanted.
    if (error instanceof SyncError && error.scope !== 'run') return false
    if (error instanceof SyncError && error.code === 'captivePortal') return false
    throw error
  }
}
