import type { IncomingMessage } from 'node:http'

import type { Accounts, Session } from './store/accounts'

/** Who asks, by HTTP Basic (RFC 7617, in UTF-8). Undefined when nobody, or when the secret is wrong. */
export function signIn(accounts: Accounts, request: IncomingMessage): Session | undefined {
  const match = /^basic ([\w+/=-]+)$/i.exec(request.headers.authorization ?? '')
  if (match === null) return undefined
  const decoded = Buffer.from(match[1] ?? '', 'base64').toString('utf8')
  const colon = decoded.indexOf(':')
  return colon < 1 ? undefined : accounts.signIn(decoded.slice(0, colon), decoded.slice(colon + 1))
}
