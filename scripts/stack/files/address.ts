import type { IncomingMessage } from 'node:http'

/** The address by which the client reached this server, through the TLS front or directly. */
export function baseOf(request: IncomingMessage): string {
  const scheme = request.headers['x-forwarded-proto'] === 'https' ? 'https' : 'http'
  return `${scheme}://${request.headers.host ?? '127.0.0.1'}`
}
