import { MockAgent } from 'undici'
import { openServer } from '../remote/server'
import type { RemotePort } from '../ports'
import type { ServerOptions } from '../remote/server'

export const ORIGIN = 'https://moln.insjoverket.test'
export const ROOT = '/remote.php/dav/files/anna/'
export const XML = { 'content-type': 'application/xml; charset=utf-8' }

interface Seen {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

/** The real client, and a server that answers one request after the other as the test says. */
export class ScriptedServer {
  readonly agent = new MockAgent()
  readonly port: RemotePort
  /** What was asked, in order. */
  readonly seen: Seen[] = []

  constructor(over: Partial<ServerOptions> = {}) {
    this.agent.disableNetConnect()
    this.port = openServer({
      dispatcher: this.agent,
      credentials: { loginName: 'anna@insjoverket.test', appPassword: 'app-password' },
      userAgent: 'Samverk/test',
      requestId: () => 'request-1',
      server: ORIGIN,
      userId: 'anna',
      ...over
    })
  }

  answer(method: string, path: string, status: number, body = '', headers: Record<string, string> = {}): void {
    this.agent
      .get(ORIGIN)
      .intercept({ method, path })
      .reply((request) => {
        this.seen.push({ method, path, headers: Object.fromEntries(headersOf(request.headers)) })
        return { statusCode: status, data: body, responseOptions: { headers } }
      })
  }

  /** The request arrives, and the connection is cut before its answer does. */
  cut(method: string, path: string): void {
    this.agent.get(ORIGIN).intercept({ method, path }).replyWithError(new Error('other side closed'))
  }

  /** A PROPFIND that is answered with these entries. */
  lists(path: string, ...entries: readonly string[]): void {
    this.answer('PROPFIND', path, 207, multistatus(...entries), XML)
  }

  async close(): Promise<void> {
    await this.agent.close()
  }
}

/** undici hands headers over as a flat list or an object. */
function headersOf(headers: unknown): [string, string][] {
  if (Array.isArray(headers)) {
    const flat = headers.map(String)
    return flat.flatMap((name, index): [string, string][] =>
      index % 2 === 0 ? [[name.toLowerCase(), flat[index + 1] ?? '']] : []
    )
  }
  return headers instanceof Headers ? [...headers] : Object.entries(headers as Record<string, string>)
}

export function multistatus(...entries: readonly string[]): string {
  const names = 'xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns"'
  return `<?xml version="1.0"?><d:multistatus ${names}>${entries.join('')}</d:multistatus>`
}

/** A response with whatever properties. */
export function response(href: string, properties: string): string {
  return `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${properties}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`
}

export function fileEntry(href: string, sizeBytes: number, more = ''): string {
  const usual =
    '<d:getetag>"e"</d:getetag><oc:id>7</oc:id><oc:fileid>7</oc:fileid><oc:permissions>RGDNVW</oc:permissions>'
  return response(href, `<d:resourcetype/><d:getcontentlength>${String(sizeBytes)}</d:getcontentlength>${usual}${more}`)
}

export function folderEntry(href: string, more = '', permissions = 'RGDNVCK'): string {
  const usual = `<d:getetag>"e"</d:getetag><oc:id>1</oc:id><oc:permissions>${permissions}</oc:permissions>`
  return response(href, `<d:resourcetype><d:collection/></d:resourcetype>${usual}${more}`)
}
