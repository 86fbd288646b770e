import { serverIdOf } from '../core/nodes'
import { SyncError } from '../errors'
import type { RemoteEntry, RemoteListing, RemoteTreeListing } from '../ports'
import type { Addresses } from './addresses'
import type { RemoteLock } from '../core/nodes'
import type { RawEntry } from './multistatus'

const DAV = 'DAV:'
const OC = 'http://owncloud.org/ns'
const NC = 'http://nextcloud.org/ns'

const USUAL =
  '<d:resourcetype/><d:getlastmodified/><d:getcontentlength/><d:getetag/>' +
  '<oc:id/><oc:fileid/><oc:permissions/><oc:size/><oc:checksums/><oc:data-fingerprint/>'
const LOCKS = '<nc:lock/><nc:lock-owner/><nc:lock-owner-displayname/><nc:lock-owner-type/><nc:lock-time/>'

/**
 * What is asked of each entry: little, since some properties cost the server milliseconds (nextcloud.md 4.5). Locks
 * only where the server has them.
 */
export function propfindBody(wanted: 'usual' | 'usualAndLocks' | 'locks' | 'glance' | 'mount'): string {
  const properties = {
    usual: USUAL,
    usualAndLocks: USUAL + LOCKS,
    locks: `<d:resourcetype/><oc:id/>${LOCKS}`,
    glance: '<d:resourcetype/><d:getcontentlength/><d:getetag/><oc:id/><oc:permissions/>',
    mount: '<nc:mount-type/>'
  }[wanted]
  const names = 'xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns"'
  return `<?xml version="1.0" encoding="utf-8"?><d:propfind ${names}><d:prop>${properties}</d:prop></d:propfind>`
}

/**
 * Somebody else's lock (the app files_lock): one of the person's own account counts only when an editor or a client
 * with a token holds it, for such a lock keeps this computer out as well.
 */
export function lockOf(raw: RawEntry, userId: string): RemoteLock | undefined {
  const get = (name: string): string => raw.properties.get(`${NC}|${name}`) ?? ''
  if (!/^(?:1|true)$/u.test(get('lock'))) return undefined
  const owner = get('lock-owner')
  const isOwn = owner === userId && !/^[12]$/u.test(get('lock-owner-type'))
  if (isOwn) return undefined
  const since = get('lock-time')
  return {
    ownerName: (get('lock-owner-displayname') || owner).slice(0, LONGEST_NAME),
    // Where a person is named as well, the name is theirs.
    ...(get('lock-owner-type') === '1' && owner === '' ? { isEditor: true } : {}),
    sinceMs: /^\d{1,11}$/u.test(since) ? Number(since) * 1000 : 0
  }
}

const LONGEST_NAME = 200

/**
 * A mount whose storage can't be opened is listed in its place as an empty folder that nothing tells from others: its
 * number is -1 and its etag has nothing in it (Nextcloud's FailedCache). An entry without an etag is as little known, and
 * so is a file of -1 bytes, which its storage has not looked at yet.
 */
export function isUnreachable(raw: RawEntry): boolean {
  const isUnknown = [`${OC}|fileid`, `${DAV}|getcontentlength`].some((name) =>
    raw.properties.get(name)?.startsWith('-')
  )
  return isUnknown || unquote(raw.properties.get(`${DAV}|getetag`) ?? 'absent') === ''
}

/** @throws SyncError `badListing` when an entry lacks what every entry has. */
function toEntry(raw: RawEntry, path: string, userId: string): RemoteEntry {
  const get = (namespace: string, name: string): string => raw.properties.get(`${namespace}|${name}`) ?? ''
  const etag = unquote(get(DAV, 'getetag'))
  const id = get(OC, 'id')
  const permissions = raw.properties.get(`${OC}|permissions`)
  if (etag === '' || id === '' || permissions === undefined) {
    throw new SyncError('badListing', 'an entry without identity, etag or permissions')
  }
  if (serverIdOf(id) !== id) throw new SyncError('badListing', 'an identity that looks like two')
  const size = get(DAV, 'getcontentlength')
  if (!raw.isFolder && !/^\d{1,15}$/u.test(size)) throw new SyncError('badListing', 'a file without a size')
  const lock = raw.isFolder ? undefined : lockOf(raw, userId)
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
    fileId: get(OC, 'fileid'),
    ...(lock === undefined ? {} : { lock })
  }
}

/** Folders for a group (`group`) lie on the server itself; servers that do not say are not believed. */
export function storageOf(raw: RawEntry | undefined): 'own' | 'external' {
  const type = raw?.properties.get(`${NC}|mount-type`) ?? 'external'
  return type.startsWith('external') ? 'external' : 'own'
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

/** Web servers that pack an answer change its etag: `W/` before it (nginx), `-gzip` at its end (Apache). */
export function unquote(etag: string): string {
  return etag
    .replace(/^W\//u, '')
    .replace(/^"|"$/gu, '')
    .replace(/-gzip$/u, '')
}

interface Placed {
  readonly path: string
  readonly entry: RemoteEntry
}

interface Entries {
  readonly placed: readonly Placed[]
  /** Paths of mounts that can't be reached now. */
  readonly unreachable: readonly string[]
}

/**
 * Entries with their paths below `folder`, an address path that ends in `/`.
 * @throws SyncError `storageUnavailable` when the folder itself can't be reached, `badListing`.
 */
export function toEntries(addresses: Addresses, folder: string, raw: readonly RawEntry[]): Entries {
  const seen = new Set<string>()
  const placed: Placed[] = []
  const unreachable: string[] = []
  for (const each of raw) {
    const path = addresses.below(folder, each.href)
    if (seen.has(path)) throw new SyncError('badListing', 'an address twice')
    seen.add(path)
    if (!isUnreachable(each)) placed.push({ path, entry: toEntry(each, path, addresses.userId) })
    else if (path === '') throw new SyncError('storageUnavailable', 'the mount can not be reached')
    else unreachable.push(path)
  }
  return { placed, unreachable }
}

/** Depth 1: exactly one entry for the folder itself, all others directly below it. */
export function toListing(addresses: Addresses, folder: string, raw: readonly RawEntry[]): RemoteListing {
  const { placed, unreachable } = toEntries(addresses, folder, raw)
  const self = placed.find((each) => each.path === '')
  if (self?.entry.kind !== 'folder') throw new SyncError('badListing', 'the folder itself is not in its listing')
  const children = placed.filter((each) => each !== self)
  if ([...children.map((each) => each.path), ...unreachable].some((path) => path.includes('/')))
    throw new SyncError('badListing', 'an entry from deeper below')
  return { self: self.entry, children: children.map((each) => each.entry), ...named(unreachable) }
}

function named(unreachable: readonly string[]): Pick<RemoteListing, 'unreachable'> {
  return unreachable.length === 0 ? {} : { unreachable }
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
  const { placed, unreachable } = toEntries(addresses, folder, raw)
  // What can't be reached is seen folder by folder.
  if (unreachable.length > 0 || !placed.some((each) => each.path.includes('/'))) return undefined
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

/** A listing of locks alone: the identity of each locked file with its lock. */
export function toLocks(userId: string, raw: readonly RawEntry[]): ReadonlyMap<string, RemoteLock> {
  return new Map(
    raw.flatMap((each) => {
      const id = each.properties.get(`${OC}|id`) ?? ''
      const lock = each.isFolder || id === '' ? undefined : lockOf(each, userId)
      return lock === undefined ? [] : [[id, lock] as const]
    })
  )
}
