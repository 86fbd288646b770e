import type { StackInfo } from '../stack/info'
import { calendarOf } from './calendar'
import type { FileCardTarget } from './content'
import { otherFiles, saraFiles, type SeededFile } from './fileTree'
import type { People, SeededPerson } from './people'

const dayMs = 24 * 60 * 60 * 1000
const atOnce = 6

export type FilesServer = {
  readonly request: (
    person: SeededPerson,
    method: string,
    path: string,
    options?: { readonly body?: Buffer | string; readonly headers?: Readonly<Record<string, string>> }
  ) => Promise<Response>
  /** An OCS request with its parameters. */
  readonly ocs: (
    person: SeededPerson,
    method: string,
    path: string,
    parameters: Readonly<Record<string, unknown>>
  ) => Promise<Response>
}

const basicOf = ({ id, password }: SeededPerson): string =>
  `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}`

/** The files server by its plain loopback port, each person with their password. */
export const connectFiles = (info: StackInfo): FilesServer => ({
  request: (person, method, path, { body, headers = {} } = {}) => {
    const content = Buffer.isBuffer(body) ? new Uint8Array(body) : body
    return fetch(`${info.local.files}/remote.php/dav/${path}`, {
      method,
      headers: { Authorization: basicOf(person), ...headers },
      ...(content === undefined ? {} : { body: content })
    })
  },
  ocs: (person, method, path, parameters) =>
    fetch(`${info.local.files}/ocs/v2.php/${path}`, {
      method,
      headers: { Authorization: basicOf(person), 'OCS-APIRequest': 'true', 'Content-Type': 'application/json' },
      body: JSON.stringify(parameters)
    })
})

const encoded = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

export const davPath = (person: SeededPerson, path: string): string => `files/${person.id}/${encoded(path)}`

export const filesOf = (person: SeededPerson): readonly SeededFile[] =>
  person.id === 'sara.lindmark' ? saraFiles : otherFiles

/** Puts everybody's files there with times in the past. What is there already stays. */
export async function seedFiles(server: FilesServer, people: People, seededMs: number): Promise<void> {
  for (const person of people.all) {
    const files = filesOf(person)
    for (const folder of foldersOf(files)) {
      const made = await server.request(person, 'MKCOL', davPath(person, folder))
      // 405: it is there (RFC 4918, 9.3.1).
      if (!made.ok && made.status !== 405) throw new Error(`${folder}: HTTP ${made.status}`)
    }
    const waiting = [...files]
    const putAll = async (): Promise<void> => {
      for (let file = waiting.shift(); file !== undefined; file = waiting.shift())
        await putFile(server, person, file, seededMs)
    }
    await Promise.all(Array.from({ length: atOnce }, putAll))
  }
}

/** All folders, parents first. */
export function foldersOf(files: readonly SeededFile[]): readonly string[] {
  const folders = new Set<string>()
  for (const { path } of files) {
    const names = path.split('/').slice(0, -1)
    names.forEach((_, at) => folders.add(names.slice(0, at + 1).join('/')))
  }
  return [...folders]
}

async function putFile(server: FilesServer, person: SeededPerson, file: SeededFile, seededMs: number): Promise<void> {
  const modifiedS = Math.floor((seededMs - file.daysOld * dayMs) / 1000)
  const headers = { 'X-OC-MTime': String(modifiedS), 'If-None-Match': '*' }
  const put = await server.request(person, 'PUT', davPath(person, file.path), { body: file.content(), headers })
  // 412: it is there.
  if (!put.ok && put.status !== 412) throw new Error(`${file.path}: HTTP ${put.status}`)
}

/** What a card for one of the person's files says. */
export async function cardTargetOf(
  server: FilesServer,
  person: SeededPerson,
  path: string,
  publicUrl: string
): Promise<FileCardTarget> {
  const body = `<?xml version="1.0"?><d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:prop><oc:fileid/><d:getcontenttype/><d:getcontentlength/></d:prop></d:propfind>`
  const headers = { Depth: '0', 'Content-Type': 'application/xml' }
  const answer = await server.request(person, 'PROPFIND', davPath(person, path), { body, headers })
  const text = await answer.text()
  const property = (name: string): string => new RegExp(`<[a-z]*:?${name}>([^<]*)<`, 'u').exec(text)?.[1] ?? ''
  if (property('fileid') === '') throw new Error(`${path} is not on the files server: HTTP ${answer.status}`)
  return {
    server: publicUrl,
    fileId: property('fileid'),
    name: path.slice(path.lastIndexOf('/') + 1),
    mime: property('getcontenttype'),
    sizeBytes: Number(property('getcontentlength'))
  }
}

/** Everybody's calendar of the week. What has the same name is written over with the same. */
export async function seedCalendars(
  server: FilesServer,
  people: People,
  { meetingsUrl, seededMs }: { readonly meetingsUrl: string; readonly seededMs: number }
): Promise<void> {
  const putAll = async (person: SeededPerson): Promise<void> => {
    for (const { uid, text } of calendarOf(person, meetingsUrl, seededMs)) {
      const path = `calendars/${person.id}/personal/${encoded(uid)}.ics`
      const headers = { 'Content-Type': 'text/calendar; charset=utf-8' }
      const put = await server.request(person, 'PUT', path, { body: text, headers })
      if (!put.ok) throw new Error(`${uid}: HTTP ${put.status} ${await put.text()}`)
    }
  }
  await Promise.all(people.all.map(putAll))
}
