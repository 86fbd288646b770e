import { Agent as PlainAgent, request as requestPlain } from 'node:http'
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import type { Requester } from '../remote/requester'

export interface Requests extends Requester {
  /** Closes what connections are still open. */
  readonly close: () => void
}

type Wish = Parameters<Requester['request']>[0]
type Answer = Awaited<ReturnType<Requester['request']>>

/**
 * Node's own client, a few connections that are kept open. The app has undici, over its guard; here undici alone would
 * take twice as long to start as everything else in a run that finds nothing to do (0.15 of 0.30 CPU s).
 * @param authorities certificate authorities to trust, in PEM; undefined for the usual ones.
 */
export async function openRequests(
  server: string,
  connections: number,
  authorities: string | undefined
): Promise<Requests> {
  const pool = { keepAlive: true, maxSockets: connections }
  // TLS is loaded where it is spoken only: plain http goes no further than this computer (`addresses.ts`).
  const https = new URL(server).protocol === 'https:' ? await import('node:https') : undefined
  const agent = https === undefined ? new PlainAgent(pool) : new https.Agent(pool)
  const start = (wish: Wish, answered: (answer: IncomingMessage) => void): ClientRequest => {
    const { method, headers } = wish
    const url = new URL(wish.origin)
    const common: RequestOptions = { agent, method, headers, host: url.hostname, port: url.port, path: wish.path }
    if (https === undefined) return requestPlain(common, answered)
    return https.request({ ...common, ...(authorities === undefined ? {} : { ca: authorities }) }, answered)
  }
  return {
    request: (wish) =>
      new Promise<Answer>((resolve, reject) => {
        const request = start(wish, (answer) => {
          resolve({ statusCode: answer.statusCode ?? 0, headers: answer.headers, body: answer })
        })
        request.setTimeout(wish.bodyTimeout, () => request.destroy(new Error('no answer in time')))
        request.once('error', reject)
        send(request, wish.body)
      }),
    close: () => {
      agent.destroy()
    }
  }
}

function send(request: ClientRequest, body: Wish['body']): void {
  if (body === undefined || body instanceof Uint8Array) {
    request.end(body)
    return
  }
  body.once('error', (error) => request.destroy(error))
  // An answer that comes early, a refusal for example, ends the request: nobody reads on then.
  request.once('close', () => body.destroy())
  body.pipe(request)
}
