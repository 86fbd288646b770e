import { request as httpRequest } from 'node:http'
import { pipeline } from 'node:stream'

import type { Exchange } from './context'
import { DavError } from './dav/errors'

/** Where the calendars appear; Radicale writes its hrefs below it. */
export const calendarPrefix = '/remote.php/dav/calendars'

/** Hands a signed-in person's calendar request to Radicale, which trusts this server to have checked who asks. */
export function handleCalendars({ server, session, request, response }: Exchange): void {
  if (server.calendarPort === undefined) throw new DavError(503, 'Sabre\\DAV\\Exception\\ServiceUnavailable')
  const { authorization: _, 'x-script-name': __, 'x-remote-user': ___, connection: ____, ...headers } = request.headers
  const forward = httpRequest({
    host: '127.0.0.1',
    port: server.calendarPort,
    method: request.method,
    path: (request.url ?? '').slice(calendarPrefix.length) || '/',
    headers: { ...headers, 'x-script-name': calendarPrefix, 'x-remote-user': session.account.id }
  })
  forward.on('response', (reply) => {
    const { connection: _connection, ...replyHeaders } = reply.headers
    response.writeHead(reply.statusCode ?? 502, replyHeaders)
    pipeline(reply, response, () => undefined)
  })
  forward.on('error', () => {
    if (!response.headersSent) response.writeHead(503, { 'Content-Length': 0 })
    response.end()
  })
  pipeline(request, forward, () => undefined)
}
