import type { FileLock, Quota, RemoteItem, RemoteView } from '../../../shared/model/files'
import { davName, type DavResponse } from '../../net/multistatus'
import { encodePath, FilesError, problemOfStatus, type FilesAccount, type FilesRequests } from './requests'

export const ownCloudName = (name: string) => `{http://owncloud.org/ns}${name}`
export const nextcloudName = (name: string) => `{http://nextcloud.org/ns}${name}`
export const namespaces = 'xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns"'
const recentDays = 30
const recentAtMost = 100

const properties = `<d:prop>${[
  'd:resourcetype',
  'd:getlastmodified',
  'd:getcontentlength',
  'oc:fileid',
  'oc:size',
  'oc:permissions',
  'oc:favorite',
  'oc:share-types',
  'oc:owner-id',
  'oc:owner-display-name',
  'nc:has-preview',
  'nc:lock',
  'nc:lock-owner',
  'nc:lock-owner-displayname',
  'nc:lock-owner-type',
  'nc:lock-time'
]
  .map((name) => `<${name}/>`)
  .join('')}</d:prop>`

export const rootOf = ({ account }: FilesRequests) => `files/${encodeURIComponent(account.userId)}`

/** One file or folder, freshly from the server. */
export async function readItem(requests: FilesRequests, path: string): Promise<RemoteItem | undefined> {
  const found = await requests.list({
    method: 'PROPFIND',
    path: `${rootOf(requests)}/${encodePath(path)}`,
    headers: { Depth: '0' },
    body: `<d:propfind ${namespaces}>${properties}</d:propfind>`
  })
  return readItems(requests, found)[0]
}

/** What was changed lately, what is marked, and what others shared: each newest first. */
export async function readView(requests: FilesRequests, view: RemoteView, nowMs: number): Promise<RemoteItem[]> {
  const items = readItems(requests, await requests.list(viewRequest(requests, view, nowMs)))
  const shown = view === 'shared' ? items.filter(({ sharedBy }) => sharedBy !== undefined) : items
  const files = view === 'recent' ? shown.filter(({ kind }) => kind === 'file') : shown
  return files.sort((a, b) => b.modifiedMs - a.modifiedMs).slice(0, view === 'recent' ? recentAtMost : undefined)
}

function viewRequest(requests: FilesRequests, view: RemoteView, nowMs: number) {
  switch (view) {
    case 'favourites':
      return {
        method: 'REPORT',
        path: rootOf(requests),
        body: `<oc:filter-files ${namespaces}>${properties}<oc:filter-rules><oc:favorite>1</oc:favorite></oc:filter-rules></oc:filter-files>`
      }
    case 'shared':
      // Shares are mounted in the person's own root: one level says them all, with who shared them.
      return {
        method: 'PROPFIND',
        path: rootOf(requests),
        headers: { Depth: '1' },
        body: `<d:propfind ${namespaces}>${properties}</d:propfind>`
      }
    case 'recent':
      return {
        method: 'SEARCH',
        path: '',
        body: recentQuery(requests, new Date(nowMs - recentDays * 86_400_000))
      }
  }
}

/** Files changed since a time (RFC 5323, basic search). */
function recentQuery(requests: FilesRequests, since: Date): string {
  // Nextcloud reads a date with its zone and without fractions (PHP's ATOM), and takes any other for 1970.
  const date = since.toISOString().replace(/\.\d+Z$/, '+00:00')
  const isRecent = `<d:gte><d:prop><d:getlastmodified/></d:prop><d:literal>${date}</d:literal></d:gte>`
  const order = '<d:orderby><d:order><d:prop><d:getlastmodified/></d:prop><d:descending/></d:order></d:orderby>'
  return `<d:searchrequest ${namespaces}><d:basicsearch><d:select>${properties}</d:select><d:from><d:scope><d:href>/${rootOf(requests)}</d:href><d:depth>infinity</d:depth></d:scope></d:from><d:where>${isRecent}</d:where>${order}<d:limit><d:nresults>${recentAtMost}</d:nresults></d:limit></d:basicsearch></d:searchrequest>`
}

/** What a file holds now. */
export interface FileNow {
  /** Below the person's own root. */
  readonly path: string | undefined
  /** When it was changed last; undefined where the server does not say. */
  readonly changedS: number | undefined
  readonly sizeBytes: number | undefined
  /** It lies in a team's folder. */
  readonly isInTeam: boolean
}

/** Finds a file by its number; undefined where the server does not. */
export async function readNow(requests: FilesRequests, fileId: string): Promise<FileNow | undefined> {
  if (!/^\d+$/.test(fileId)) return undefined
  const [found] = await requests.list({
    method: 'SEARCH',
    path: '',
    body: `<d:searchrequest ${namespaces}><d:basicsearch><d:select><d:prop><d:getlastmodified/><d:getcontentlength/><nc:mount-type/></d:prop></d:select><d:from><d:scope><d:href>/${rootOf(requests)}</d:href><d:depth>infinity</d:depth></d:scope></d:from><d:where><d:eq><d:prop><oc:fileid/></d:prop><d:literal>${fileId}</d:literal></d:eq></d:where></d:basicsearch></d:searchrequest>`
  })
  if (!found) return undefined
  const modifiedMs = Date.parse(found.texts.get(davName('getlastmodified')) ?? '')
  return {
    path: pathOf(requests.account, found),
    changedS: Number.isNaN(modifiedMs) ? undefined : modifiedMs / 1000,
    sizeBytes: count(found.texts.get(davName('getcontentlength'))),
    isInTeam: found.texts.get(nextcloudName('mount-type')) === 'group'
  }
}

/** Marks a file or folder, or takes the mark away. Throws `FilesError`. */
export const setFavourite = (requests: FilesRequests, path: string, on: boolean): Promise<void> =>
  setProperty(requests, addressOf(requests, path), `<oc:favorite>${on ? 1 : 0}</oc:favorite>`)

/** Says when a file was changed last, in seconds. Throws `FilesError`. */
export const setChangeS = (requests: FilesRequests, path: string, changedS: number): Promise<void> =>
  setProperty(requests, addressOf(requests, path), `<d:lastmodified>${changedS}</d:lastmodified>`)

const addressOf = (requests: FilesRequests, path: string) => `${rootOf(requests)}/${encodePath(path)}`

/** Sets one property, given as XML, of what is at an address below `/remote.php/dav/`. Throws `FilesError`. */
export async function setProperty(requests: FilesRequests, path: string, property: string): Promise<void> {
  const [answer] = await requests.list({
    method: 'PROPPATCH',
    path,
    body: `<d:propertyupdate ${namespaces}><d:set><d:prop>${property}</d:prop></d:set></d:propertyupdate>`
  })
  // Whether the one property was set stands beside it, whatever the whole answer says (RFC 4918 9.2.1).
  const line = answer?.texts.get(davName('status')) ?? ''
  const status = Number(/^HTTP\/\d(?:\.\d)? (\d{3})(?: |$)/.exec(line)?.[1])
  if (!(status >= 200 && status < 300)) throw new FilesError(problemOfStatus(status))
}

/** Space of the person's own root. */
export async function readQuota(requests: FilesRequests): Promise<Quota> {
  const [root] = await requests.list({
    method: 'PROPFIND',
    path: rootOf(requests),
    headers: { Depth: '0' },
    body: `<d:propfind ${namespaces}><d:prop><d:quota-used-bytes/><d:quota-available-bytes/></d:prop></d:propfind>`
  })
  const used = count(root?.texts.get(davName('quota-used-bytes'))) ?? 0
  return { usedBytes: used, totalBytes: totalOf(used, root) }
}

/** Used and free space together; -1, -2 and -3 as free space mean that there is no limit. */
export function totalOf(usedBytes: number, response: DavResponse | undefined): number | undefined {
  const available = Number(response?.texts.get(davName('quota-available-bytes')) ?? -3)
  return available >= 0 ? usedBytes + available : undefined
}

/** Entries that lie where they should, below the person's own root; anything else a server sends is left out. */
export function readItems({ account }: FilesRequests, found: readonly DavResponse[]): RemoteItem[] {
  return found.flatMap((response) => {
    const path = pathOf(account, response)
    const item = path === undefined ? undefined : readEntry(path, response, account.userId)
    return item ? [item] : []
  })
}

/** The path below the person's own root; undefined for the root itself and for what lies elsewhere. */
export function pathOf(account: FilesAccount, { href }: DavResponse): string | undefined {
  const prefix = `/remote.php/dav/files/${account.userId}/`
  const whole = decodePath(href, account.baseUrl)
  const at = whole?.indexOf(prefix) ?? -1
  const path = whole?.slice(at + prefix.length).replace(/\/+$/, '') ?? ''
  return at < 0 || path === '' || !isPlain(path) ? undefined : path
}

const isPlain = (path: string) => path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')

function readEntry(path: string, { texts }: DavResponse, userId: string): RemoteItem | undefined {
  const fileId = texts.get(ownCloudName('fileid')) ?? ''
  if (!/^\d+$/.test(fileId)) return undefined
  const isFolder = texts.has(davName('collection'))
  const rights = texts.get(ownCloudName('permissions')) ?? ''
  const owner = texts.get(ownCloudName('owner-id')) ?? ''
  const isTheirs = rights.includes('S') && owner !== '' && owner !== userId
  const lock = lockOf(texts, userId)
  return {
    path,
    name: path.slice(path.lastIndexOf('/') + 1),
    kind: isFolder ? 'folder' : 'file',
    sizeBytes: count(texts.get(isFolder ? ownCloudName('size') : davName('getcontentlength'))) ?? 0,
    modifiedMs: Date.parse(texts.get(davName('getlastmodified')) ?? '') || 0,
    fileId,
    isFavourite: texts.get(ownCloudName('favorite')) === '1',
    isShared: (texts.get(ownCloudName('share-type')) ?? '') !== '',
    ...(isTheirs && { sharedBy: said(texts, ownCloudName('owner-display-name')) ?? owner }),
    hasPreview: texts.get(nextcloudName('has-preview')) === 'true',
    may: {
      change: isFolder ? rights.includes('C') : rights.includes('W'),
      delete: rights.includes('D'),
      share: rights.includes('R')
    },
    ...(lock && { lock })
  }
}

/** What a property says; one that is not there is listed empty among those that were not found. */
const said = (texts: DavResponse['texts'], name: string): string | undefined => {
  const text = texts.get(name) ?? ''
  return text === '' ? undefined : text
}

/** Another person's lock; one's own is none. */
export function lockOf(texts: DavResponse['texts'], userId: string): FileLock | undefined {
  const owner = texts.get(nextcloudName('lock-owner')) ?? ''
  const ownerName = said(texts, nextcloudName('lock-owner-displayname')) ?? owner
  if (!/^(?:1|true)$/.test(texts.get(nextcloudName('lock')) ?? '') || owner === userId || ownerName === '')
    return undefined
  // Where a person is named as well, the name is theirs.
  const isEditor = owner === '' && texts.get(nextcloudName('lock-owner-type')) === '1'
  return {
    ownerName,
    ...(isEditor && { isEditor }),
    sinceMs: momentMs(texts.get(nextcloudName('lock-time')))
  }
}

/** The decoded path of an address on this server; undefined when it is malformed or on another. */
export function decodePath(href: string, baseUrl: string): string | undefined {
  if (!URL.canParse(href, baseUrl)) return undefined
  const url = new URL(href, baseUrl)
  if (url.origin !== new URL(baseUrl).origin) return undefined
  try {
    return decodeURIComponent(url.pathname)
  } catch {
    return undefined
  }
}

/** A whole number of bytes or seconds; undefined when it is none. */
export function count(text: string | undefined): number | undefined {
  const value = Number(text === undefined || text === '' ? Number.NaN : text)
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

const longestLine = 100

/** A name or label as somebody gave it: in one line, and no longer than anybody needs. Undefined when it says nothing. */
export function oneLine(text: string | undefined): string | undefined {
  // Only what XML can carry: it goes back to the server as well.
  const line = (text ?? '')
    .replace(/[\s\p{Cc}\uFFFE\uFFFF]+/gu, ' ')
    .replace(/\p{Cs}/gu, '\uFFFD')
    .trim()
  return line === '' ? undefined : [...line.slice(0, 2 * longestLine)].slice(0, longestLine).join('').trimEnd()
}

const latestMs = 8.64e15

/** A time in whole seconds since 1970, in ms; 0 when it is none, or none that a calendar has. */
export function momentMs(seconds: string | undefined): number {
  const ms = (count(seconds) ?? 0) * 1000
  return ms <= latestMs ? ms : 0
}
