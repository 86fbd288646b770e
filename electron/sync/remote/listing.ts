import { SyncError } from '../errors'
import type { RemoteEntry, RemoteListing, RemoteTreeListing } from '../ports'
import type { Addresses } from './addresses'
import type { RawEntry } from './multistatus'

const DAV = 'DAV:'
const OC = 'http://owncloud.org/ns'

/** What is asked of each entry: little, since some properties cost the server milliseconds (nextcloud.md 4.5). */
export const PROPFIND_BODY =
  '<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:prop>' +
  '<d:resourcetype/><d:getlastmodified/><d:getcontentlength/><d:getetag/>' +
  '<oc:id/><oc:fileid/><oc:permissions/><oc:size/><oc:checksums/><oc:data-fingerprint/></d:prop></d:propfind>'

/** @throws SyncError `badListing` when an entry lacks what every entry has. */
function toEntry(raw: RawEntry, path: string): RemoteEntry {
  const get = (namespace: string, name: string): string => raw.properties.get(`${namespace}|${name}`) ?? ''
  const etag = unquote(get(DAV, 'getetag'))
  const id = get(OC, 'id')
  const permissions = raw.properties.get(`${OC}|permissions`)
  if (etag === '' || id === '' || permissions === undefined) {
    throw new SyncError('badListing', 'an entry without identity, etag or permissions')
  }
  const size = get(DAV, 'getcontentlength')
  if (!raw.isFolder && !/^\d{1,15}$/u.test(size)) throw new SyncError('badListing', 'a file without a size')
  const modified = Date.parse(get(DAV, 'getlastmodified'))
  return {
    id,
    name: path.slice(path.lastIndexOf('/') + 1),
    kind: raw.isFolder ? 'folder' : 'file',
    etag,
    sizeBytes: raw.isFolder ? Number(/^\d{1,15}$/u.exec(get(OC, 'size'))?.[0] ?? 0) : Number(size),
    mtimeS: Number.isNaN(modified) ? 0 : Math.floor(modified / 1000),
    permissions,
    checksum: raw.isFolder ? '' : pickChecksum(get(OC, 'checksums')),
    fileId: get(OC, 'fileid')
  }
}

/** Set by an administrator who restored a backup; given for folders, only the root's matters. */
export function fingerprintOf(raw: RawEntry): string {
  return raw.properties.get(`${OC}|data-fingerprint`) ?? ''
}

/** Of several checksums the one that we make ourselves. */
export function pickChecksum(list: string): string {
  const found = /(?:^|\s)SHA1:([0-9a-fA-F]{40})(?:\s|$)/u.exec(list)
  return found?.[1] === undefined ? '' : `SHA1:${found[1].toLowerCase()}`
}

export function unquote(etag: string): string {
  return etag.replace(/^W\//u, '').replace(/^"|"$/gu, '')
}

interface Placed {
  readonly path: string
  readonly entry: RemoteEntry
}

/** Entries with their paths below `folder`, an address path that ends in `/`. */
export function toEntries(addresses: Addresses, folder: string, raw: readonly RawEntry[]): Placed[] {
  const seen = new Set<string>()
  return raw.map((each) => {
    const path = addresses.below(folder, each.href)
    if (seen.has(path)) throw new SyncError('badListing', 'an address twice')
    seen.add(path)
    return { path, entry: toEntry(each, path) }
  })
}

/** Depth 1: exactly one entry for the folder itself, all others directly below it. */
export function toListing(addresses: Addresses, folder: string, raw: readonly RawEntry[]): RemoteListing {
  const placed = toEntries(addresses, folder, raw)
  const self = placed.find((each) => each.path === '')
  if (self?.entry.kind !== 'folder') throw new SyncError('badListing', 'the folder itself is not in its listing')
  const children = placed.filter((each) => each !== self)
  if (children.some((each) => each.path.includes('/'))) throw new SyncError('badListing', 'an entry from deeper below')
  return { self: self.entry, children: children.map((each) => each.entry) }
}

/**
 * Depth infinity: all folders with their children, parents first. Undefined when the server may only have answered
 * one level, which sabre does silently where infinity is switched off.
 */
export function toTreeListings(
  addresses: Addresses,
  folder: string,
  raw: readonly RawEntry[]
): RemoteTreeListing[] | undefined {
  const placed = toEntries(addresses, folder, raw)
  if (!placed.some((each) => each.path.includes('/'))) return undefined
  const folders = new Map<string, { self: RemoteEntry; children: RemoteEntry[] }>()
  for (const { path, entry } of placed) if (entry.kind === 'folder') folders.set(path, { self: entry, children: [] })
  if (!folders.has('')) throw new SyncError('badListing', 'the folder itself is not in its listing')
  for (const { path, entry } of placed) {
    if (path === '') continue
    const parent = folders.get(path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '')
    if (parent === undefined) throw new SyncError('badListing', 'an entry without its folder')
    parent.children.push(entry)
  }
  return [...folders]
    .map(([path, listing]) => ({ path, listing }))
    .sort((left, right) => depthOf(left.path) - depthOf(right.path))
}

function depthOf(path: string): number {
  return path === '' ? 0 : path.split('/').length
}
