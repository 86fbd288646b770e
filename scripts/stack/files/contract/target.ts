import { randomBytes } from 'node:crypto'

import { afterAll, beforeAll, describe } from 'vitest'
import { z } from 'zod'

import { changeFiles, type FilesChange } from '../control'
import { startTestFiles, testPeople } from '../testing/server'

export type Answer = { readonly status: number; readonly headers: Headers; readonly text: string }

export type Person = { readonly id: string; readonly password: string }

type Ask = {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Somebody else; null = nobody. */
  readonly as?: Person | null
}

const ocsAnswer = z.object({
  ocs: z.object({ meta: z.object({ statuscode: z.number(), message: z.string().nullish() }), data: z.unknown() })
})
export type OcsAnswer = {
  readonly status: number
  readonly code: number
  readonly message: string
  readonly data: unknown
}

/** A server that the contract is checked against: the local one, or a real one that the environment names. */
export interface Target {
  readonly url: string
  readonly me: Person
  /** A second person; a real server may have none for us. */
  readonly other: Person | undefined
  /** The local server's test controls. */
  readonly control: ((change: FilesChange) => Promise<void>) | undefined
  /** Folder for this suite alone, from the home on, with a leading slash. */
  readonly folder: string
  /** An address as it is, below the server's. */
  readonly send: (method: string, path: string, ask?: Ask) => Promise<Answer>
  /** Something in the suite's folder, in my files. */
  readonly file: (method: string, name: string, ask?: Ask) => Promise<Answer>
  readonly href: (name: string) => string
  readonly ocs: (
    method: string,
    path: string,
    parameters?: Readonly<Record<string, string>>,
    as?: Person
  ) => Promise<OcsAnswer>
  /** Properties (`d:getetag`, `oc:permissions`) of something, undefined where the server has none. */
  readonly properties: (
    path: string,
    names: readonly string[],
    as?: Person
  ) => Promise<Readonly<Record<string, string | undefined>>>
}

const namespaces =
  'xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns" xmlns:ocs="http://open-collaboration-services.org/ns"'

/** The body of a PROPFIND for these properties. */
export const propfindBody = (names: readonly string[]): string =>
  `<?xml version="1.0"?><d:propfind ${namespaces}><d:prop>${names.map((name) => `<${name}/>`).join('')}</d:prop></d:propfind>`

export { namespaces }

const encoded = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

type Server = Pick<Target, 'url' | 'me' | 'other' | 'control'> & { readonly stop: () => Promise<void> }

async function local(): Promise<Server> {
  const files = await startTestFiles()
  const [me, other] = testPeople
  if (me === undefined) throw new Error('The test server has no people')
  return { url: files.url, me, other, control: (change) => changeFiles(files.controlUrl, change), stop: files.stop }
}

/** SAMVERK_TEST_NEXTCLOUD_URL, _USER, _PASSWORD (an app password); _OTHER_USER and _OTHER_PASSWORD for a second person. */
function real(): (() => Promise<Server>) | undefined {
  const read = (name: string): string | undefined => process.env[`SAMVERK_TEST_NEXTCLOUD_${name}`]
  const [url, user, password] = [read('URL'), read('USER'), read('PASSWORD')]
  if (url === undefined || user === undefined || password === undefined) return undefined
  const [otherUser, otherPassword] = [read('OTHER_USER'), read('OTHER_PASSWORD')]
  const other =
    otherUser === undefined || otherPassword === undefined ? undefined : { id: otherUser, password: otherPassword }
  const server = { url: url.replace(/\/$/u, ''), me: { id: user, password }, other, control: undefined }
  return () => Promise.resolve({ ...server, stop: () => Promise.resolve() })
}

/** Declares the tests once for each target. */
export function eachTarget(name: string, declare: (target: () => Target) => void): void {
  const remote = real()
  for (const [where, start] of [
    ['local server', local] as const,
    ...(remote ? [['real server', remote] as const] : [])
  ]) {
    describe(`${name} (${where})`, () => {
      let target: Target | undefined
      let stop: () => Promise<void> = () => Promise.resolve()
      beforeAll(async () => {
        const server = await start()
        target = open(server, `/samverk-contract-${randomBytes(4).toString('hex')}`)
        const made = await target.file('MKCOL', '')
        if (made.status !== 201) throw new Error(`The folder could not be made: HTTP ${made.status}`)
        const { file } = target
        stop = async () => {
          await file('DELETE', '')
          await server.stop()
        }
      })
      afterAll(() => stop())
      declare(() => {
        if (target === undefined) throw new Error('The target is not there yet')
        return target
      })
    })
  }
}

function open(server: Server, folder: string): Target {
  const { url, me } = server
  const send = async (method: string, path: string, { headers, body, as = me }: Ask = {}): Promise<Answer> => {
    const credentials = as === null ? undefined : Buffer.from(`${as.id}:${as.password}`).toString('base64')
    const response = await fetch(path.startsWith('http') ? path : url + path, {
      method,
      redirect: 'manual',
      headers: { ...(credentials === undefined ? {} : { Authorization: `Basic ${credentials}` }), ...headers },
      ...(body === undefined ? {} : { body })
    })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  const pathOf = (name: string): string => folder + (name === '' ? '' : `/${name}`)
  const href = (name: string): string => `/remote.php/dav/files/${encodeURIComponent(me.id)}${encoded(pathOf(name))}`
  return {
    ...server,
    folder,
    send,
    href,
    file: (method, name, ask) => send(method, href(name), ask),
    ocs: async (method, path, parameters = {}, as = me) => {
      const query = new URLSearchParams({ ...(method === 'GET' ? parameters : {}), format: 'json' })
      const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
      const body = method === 'GET' ? {} : { body: new URLSearchParams(parameters).toString() }
      const headers = { 'OCS-APIRequest': 'true', ...(method === 'GET' ? {} : form) }
      const answer = await send(method, `/ocs/v2.php/${path}?${query.toString()}`, { headers, as, ...body })
      const { meta, data } = ocsAnswer.parse(JSON.parse(answer.text)).ocs
      return { status: answer.status, code: meta.statuscode, message: meta.message ?? '', data }
    },
    properties: async (path, names, as) => {
      const who = as === undefined ? {} : { as }
      const { text } = await send('PROPFIND', path, { headers: { Depth: '0' }, body: propfindBody(names), ...who })
      const found = /<d:propstat>((?:(?!<\/d:propstat>)[^])*)<d:status>HTTP\/1.1 200/u.exec(text)?.[1] ?? ''
      return Object.fromEntries(names.map((name) => [name, elementText(found, name)]))
    }
  }
}

/** What is in the first element of this name; an empty element gives ''. */
export function elementText(xml: string, name: string): string | undefined {
  const match = new RegExp(`<${name}(?:\\s[^>]*)?(?:/>|>([^]*?)</${name}>)`, 'u').exec(xml)
  return match === null ? undefined : (match[1] ?? '')
}

/** One text for each `d:response`. */
export const responses = (xml: string): readonly string[] => xml.match(/<d:response>[^]*?<\/d:response>/gu) ?? []

/** Leaves of a path in the answer's capabilities, or undefined. */
export async function capability(target: Target, ...path: readonly string[]): Promise<unknown> {
  const { data } = await target.ocs('GET', 'cloud/capabilities')
  let at: unknown = z.object({ capabilities: z.unknown() }).parse(data).capabilities
  for (const name of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined
  return at
}

const serverVersion = z.object({ version: z.object({ major: z.number() }) })

/** The major version, for what no capability tells of. */
export const serverMajor = async (target: Target): Promise<number> =>
  serverVersion.parse((await target.ocs('GET', 'cloud/capabilities')).data).version.major
