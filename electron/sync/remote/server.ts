import { systemClock } from '../clock'
import { isMount } from '../core/permissions'
import { SyncError } from '../errors'
import { Throttle } from '../throttle'
import { Addresses } from './addresses'
import { sendChunks } from './chunks'
import { drain, openHttp } from './http'
import {
  fingerprintOf,
  isUnreachable,
  pickChecksum,
  propfindBody,
  storageOf,
  toEntries,
  toListing,
  toLocks,
  toTreeListings,
  unquote
} from './listing'
import { explainUpload, PASSES_OWN_LOCK, timeHeader } from './uploads'
import { wipe } from './wipe'
import { LISTING_LIMITS, readMultistatus } from './multistatus'
import type {
  Precondition,
  RemoteDownload,
  RemoteEntry,
  RemoteGlance,
  RemoteListing,
  RemotePort,
  RemoteVersion
} from '../ports'
import type { BandwidthLimits } from '../throttle'
import type { WipePort } from '../wipe'
import type { Capabilities } from './capabilities'
import type { Http, Reply, RequestDeps } from './http'
import type { ListingLimits, RawEntry } from './multistatus'

/** What every server takes. */
const LITTLE_OFFERED = { maxParallelChunks: 1, takesSha1: true }
const MEBIBYTE = 1024 * 1024
const SINGLE_PUT_MAX_BYTES = 10 * MEBIBYTE
const DEEP_LIMITS: ListingLimits = { ...LISTING_LIMITS, maxBytes: 16 * 1024 * 1024, maxEntries: 20_000 }

export interface ServerOptions extends RequestDeps {
  readonly server: string
  readonly userId: string
  /** The folder on the server that is synced, without slashes at its ends; absent for all files. */
  readonly folder?: string
  /** Ignored where `throttle` is given: roots of one account share theirs. */
  readonly limits?: BandwidthLimits
  readonly offers?: KnownOffers
  /** Wraps the questions about a remote wipe, where several roots are wiped together. */
  readonly shareWipe?: (own: WipePort) => WipePort
}

/** What the server offers: what is known by now, and a question that never fails where it is worth waiting for. */
export interface KnownOffers {
  readonly known: () => Pick<Capabilities, 'hasLocks' | 'uploads'> | undefined
  readonly ask: () => Promise<void>
}

/** One user's files on a Nextcloud, over the dispatcher that was handed in. */
export function openServer(options: ServerOptions): RemotePort {
  const addresses = new Addresses(options.server, options.userId, options.folder)
  const http = openHttp(addresses, { ...options, throttle: options.throttle ?? throttles(options.limits) })
  const offers = (): ReturnType<KnownOffers['known']> => options.offers?.known()
  const propfind = (pathname: string, depth: Depth, limits?: ListingLimits): Promise<RawEntry[]> =>
    ask(http, pathname, depth, propfindBody(offers()?.hasLocks === true ? 'usualAndLocks' : 'usual'), limits)
  const mostBytes = (): number => offers()?.uploads.maxRequestBytes ?? Infinity
  const folderPath = (path: string): string => (path === '' ? addresses.file('') : `${addresses.file(path)}/`)

  const stat = async (path: string): Promise<RemoteEntry | undefined> => (await look(path))?.entry
  const look = async (path: string): Promise<{ entry: RemoteEntry; raw: RawEntry } | undefined> => {
    try {
      const pathname = addresses.file(path)
      const [raw, ...more] = await propfind(pathname, '0')
      if (raw === undefined || more.length > 0) throw new SyncError('badListing', 'not exactly one entry')
      const parent = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
      const below = path === '' ? folderPath('') : folderPath(parent)
      if (isUnreachable(raw)) throw new SyncError('storageUnavailable', 'the mount can not be reached')
      const [found] = toEntries(addresses, below, [raw]).placed
      if (found === undefined || found.path !== path.slice(path.lastIndexOf('/') + 1)) {
        throw new SyncError('badListing', 'another entry than the one asked for')
      }
      return { entry: found.entry, raw }
    } catch (error) {
      if (isNotFound(error)) return undefined
      throw error
    }
  }
  const ownWipe: WipePort = {
    wantsWipe: () => wipe(http, addresses, options.credentials.appPassword, 'check'),
    confirmWipe: async () => {
      await wipe(http, addresses, options.credentials.appPassword, 'success')
    }
  }
  const wiping = options.shareWipe?.(ownWipe) ?? ownWipe
  const need = async (path: string): Promise<RemoteEntry> => {
    const entry = await stat(path)
    if (entry === undefined) throw new SyncError('gone', 'what was just written is not there')
    return entry
  }

  return {
    get singlePutMaxBytes() {
      return Math.min(SINGLE_PUT_MAX_BYTES, mostBytes())
    },
    chunkBytes: (sizeBytes) => Math.min(chunkBytes(sizeBytes), mostBytes()),
    root: async () => {
      const found = await look('')
      // A missing root says nothing about what was in it (case 39): nothing may be concluded.
      if (found === undefined) throw new SyncError('remoteRootMissing', 'the root answered 404')
      return { ...found.entry, fingerprint: fingerprintOf(found.raw) }
    },
    wantsWipe: wiping.wantsWipe,
    confirmWipe: wiping.confirmWipe,
    list: async (path): Promise<RemoteListing> => {
      const folder = folderPath(path)
      const listing = toListing(addresses, folder, await propfind(folder, '1'))
      if (listing.children.length > 0 || !isMount(listing.self)) return listing
      const [raw] = await ask(http, folder, '0', propfindBody('mount'))
      return { ...listing, storage: storageOf(raw) }
    },
    glance: async (path): Promise<RemoteGlance> => {
      const folder = folderPath(path)
      const { self, children } = toListing(addresses, folder, await ask(http, folder, '1', propfindBody('glance')))
      return { etag: self.etag, children }
    },
    listDeep: async (path) => {
      const folder = folderPath(path)
      try {
        return toTreeListings(addresses, folder, await propfind(folder, 'infinity', DEEP_LIMITS))
      } catch (error) {
        // Refused, or too much for one answer: folder by folder instead.
        if (error instanceof SyncError && error.scope !== 'run') return undefined
        throw error
      }
    },
    stat,
    hasLocks: () => offers()?.hasLocks === true,
    locks: async (path) => toLocks(options.userId, await ask(http, folderPath(path), '1', propfindBody('locks'))),
    put: async (request): Promise<RemoteVersion> => {
      const headers = {
        ...PASSES_OWN_LOCK,
        ...conditions(request.precondition),
        ...timeHeader(request.mtimeS),
        'content-length': String(request.sizeBytes),
        'content-type': 'application/octet-stream',
        ...(offers()?.uploads.takesSha1 === false ? {} : { 'oc-checksum': request.checksum })
      }
      const reply = await http
        .transfer('PUT', addresses.file(request.path), headers, request.body)
        .catch((error: unknown) => {
          throw explainUpload(request.path, error)
        })
      await drain(reply)
      return versionOf(reply) ?? (await need(request.path))
    },
    putChunked: async (request): Promise<RemoteVersion> => {
      try {
        await options.offers?.ask()
        await sendChunks(http, addresses, request, offers()?.uploads ?? LITTLE_OFFERED)
      } catch (error) {
        // The reply may be what was lost, not the file: look before sending anything twice (case 30). A proxy that does
        // not wait until a large file is put together answers 504 for the server.
        if (!(error instanceof SyncError) || !['truncated', 'gone', 'serverError'].includes(error.code)) throw error
        const there = await stat(request.path)
        if (there?.sizeBytes === request.sizeBytes && there.checksum === request.checksum()) return there
        if (error.code === 'gone') throw new SyncError('transferLost', 'the transfer expired', { cause: error })
        throw explainUpload(request.path, error)
      }
      // The server does not compare the sum itself (sync.md 1.6).
      const there = await need(request.path)
      if (there.sizeBytes !== request.sizeBytes) throw new SyncError('transferLost', 'the sizes differ')
      return there
    },
    abortChunked: async (transferId) => {
      try {
        await drain(await http.dav('DELETE', addresses.upload(transferId)))
      } catch (error) {
        if (!(error instanceof SyncError) || error.scope === 'run') throw error
      }
    },
    download: async (path, etag, fromByte) => {
      const headers = { 'if-match': `"${etag}"`, 'accept-encoding': 'identity' }
      const ranged = fromByte === 0 ? headers : { ...headers, range: `bytes=${String(fromByte)}-` }
      const reply = await http.transfer('GET', addresses.file(path), ranged)
      return {
        etag: unquote(reply.header('oc-etag') ?? reply.header('etag') ?? ''),
        checksum: pickChecksum(reply.header('oc-checksum') ?? ''),
        body: reply.body,
        ...extent(reply)
      }
    },
    makeFolder: async (path) => {
      const reply = await http.dav('MKCOL', addresses.file(path))
      await drain(reply)
      const id = reply.header('oc-fileid')
      if (id === undefined) return need(path)
      // Its etag is learned with the next listing; until then it is unknown, and so the folder is listed.
      const fileId = /^0*(\d+)/u.exec(id)?.[1] ?? ''
      const name = path.slice(path.lastIndexOf('/') + 1)
      return { id, name, kind: 'folder', etag: '', sizeBytes: 0, mtimeS: 0, permissions: '', checksum: '', fileId }
    },
    move: async (from, to, etag) => {
      const destination = addresses.url(addresses.file(to))
      await drain(await http.dav('MOVE', addresses.file(from), { ...ifUnchanged(etag), destination, overwrite: 'F' }))
    },
    remove: async (path, etag) => {
      try {
        await drain(await http.dav('DELETE', addresses.file(path), ifUnchanged(etag)))
      } catch (error) {
        if (!isNotFound(error)) throw error
      }
    }
  }
}

/** 10 MiB, and more for large files so that there are about ten chunks; at most 100 MiB. */
function chunkBytes(sizeBytes: number): number {
  const tenth = Math.ceil(sizeBytes / 10 / MEBIBYTE) * MEBIBYTE
  return Math.min(Math.max(tenth, 10 * MEBIBYTE), 100 * MEBIBYTE)
}

/** What holds transfers back to so many bytes a second; to be shared by whoever shares the limits. */
export function throttles(limits: BandwidthLimits | undefined): RequestDeps['throttle'] {
  const one = (bytesPerSecond: number | undefined): Throttle | undefined =>
    bytesPerSecond === undefined ? undefined : new Throttle(bytesPerSecond, systemClock)
  return limits && { up: one(limits.upBytesPerSecond), down: one(limits.downBytesPerSecond) }
}

type Depth = '0' | '1' | 'infinity'

async function ask(
  http: Http,
  pathname: string,
  depth: Depth,
  body: string,
  limits = LISTING_LIMITS
): Promise<RawEntry[]> {
  // What an entry does not have need not be listed (RFC 8144): with locks that is a third of the answer.
  const headers = { depth, 'content-type': 'application/xml; charset=utf-8', prefer: 'return=minimal' }
  const reply =
    depth === 'infinity'
      ? await http.dav('PROPFIND', pathname, headers, body)
      : await http.small('PROPFIND', pathname, headers, Buffer.from(body))
  const type = reply.header('content-type') ?? ''
  if (reply.status !== 207 || !/^(?:application|text)\/xml\b/iu.test(type)) {
    await drain(reply)
    throw new SyncError('captivePortal', `a listing was asked for, ${String(reply.status)} ${type} came`)
  }
  return readMultistatus(reply.body, limits)
}

/** A 409 is `gone` as well, for it means a folder that is missing; that the item itself is missing only a 404 says (I7). */
function isNotFound(error: unknown): boolean {
  return error instanceof SyncError && error.detail.status === 404
}

/** For a change of what is there; a folder has no etag to go by. */
function ifUnchanged(etag: string | undefined): Record<string, string> {
  return etag === undefined ? PASSES_OWN_LOCK : { ...PASSES_OWN_LOCK, 'if-match': `"${etag}"` }
}

function conditions(precondition: Precondition): Record<string, string> {
  return precondition.kind === 'absent' ? { 'if-none-match': '*' } : { 'if-match': `"${precondition.etag}"` }
}

function versionOf(reply: Reply): RemoteVersion | undefined {
  const etag = unquote(reply.header('oc-etag') ?? reply.header('etag') ?? '')
  const id = reply.header('oc-fileid') ?? ''
  return etag === '' || id === '' ? undefined : { id, etag }
}

/** The first byte and the whole size, from Content-Range or Content-Length. */
function extent(reply: Reply): Pick<RemoteDownload, 'fromByte' | 'sizeBytes'> {
  if (reply.status === 206) {
    const range = /^bytes (\d+)-\d+\/(\d+)$/u.exec(reply.header('content-range') ?? '')
    if (range === null) throw new SyncError('changed', 'a range without its place')
    return { fromByte: Number(range[1]), sizeBytes: Number(range[2]) }
  }
  const length = reply.header('content-length')
  // An etag is the file server's own; a page of something in between has neither.
  const isFile = length !== undefined || (reply.header('oc-etag') ?? reply.header('etag')) !== undefined
  if (reply.status !== 200 || !isFile) throw new SyncError('captivePortal', 'a download without a length')
  return { fromByte: 0, sizeBytes: length === undefined ? undefined : Number(length) }
}
