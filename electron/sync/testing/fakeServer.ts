import { SyncError } from '../errors'
import { FaultInjector } from './faults'
import { folderOf, ServerTree } from './serverTree'
import type { RemoteLock } from '../core/nodes'
import type {
  ChunkedRequest,
  Precondition,
  PutRequest,
  RemoteDownload,
  RemoteEntry,
  RemoteGlance,
  RemoteListing,
  RemotePort,
  RemoteRoot,
  RemoteTreeListing,
  RemoteVersion
} from '../ports'
import type { Entry } from './serverTree'

/** A file server in memory as its clients see it: permissions, preconditions, checksums, chunk folders. */
export class FakeServer extends ServerTree implements RemotePort {
  singlePutMaxBytes = 64
  chunkBytes = (): number => 40
  readonly faults = new FaultInjector()
  readonly uploads = new Map<string, { chunks: Map<number, string> }>()
  listsDeep = true
  bytesReceived = 0
  fingerprint = ''
  quotaBytes = Infinity
  isWiping = false
  /** Requests that the permissions forbid: the engine should have known. */
  readonly forbidden: string[] = []
  /** Changes of files without a precondition (I12). */
  readonly unconditioned: string[] = []

  root = (): Promise<RemoteRoot> =>
    this.faults.around('root', '', () => ({ ...this.describe(this.need('')), fingerprint: this.fingerprint }))

  list = (path: string): Promise<RemoteListing> => this.faults.around('list', path, () => this.listing(this.need(path)))

  glance = (path: string): Promise<RemoteGlance> =>
    this.faults.around('glance', path, () => {
      const { self, children } = this.listing(this.need(path))
      return { etag: self.etag, children }
    })

  hasLocks = (): boolean => true

  locks = (path: string): Promise<ReadonlyMap<string, RemoteLock>> =>
    this.faults.around('locks', path, () => {
      const folder = this.need(path)
      const all = [...this.entries.values()].filter((each) => each.parentId === folder.id)
      return new Map(all.flatMap(({ id, lock }) => (lock === undefined ? [] : [[id, lock] as const])))
    })

  wantsWipe = (): Promise<boolean> => this.faults.around('wantsWipe', '', () => this.isWiping)

  confirmWipe = (): Promise<void> =>
    this.faults.around('confirmWipe', '', () => {
      this.isWiping = false
    })

  listDeep = (path: string): Promise<readonly RemoteTreeListing[] | undefined> =>
    this.faults.around('listDeep', path, () => {
      if (!this.listsDeep) return undefined
      const out: RemoteTreeListing[] = []
      const queue = [path]
      for (const at of queue) {
        const listing = this.listing(this.need(at))
        out.push({ path: at, listing })
        for (const child of listing.children)
          if (child.kind === 'folder') queue.push(at === '' ? child.name : `${at}/${child.name}`)
      }
      return out
    })

  stat = (path: string): Promise<RemoteEntry | undefined> =>
    this.faults.around('stat', path, () => {
      const entry = this.find(path)
      return entry === undefined ? undefined : this.describe(entry)
    })

  put = (request: PutRequest): Promise<RemoteVersion> =>
    this.faults.around('put', request.path, () => {
      const content = Buffer.from(request.body).toString('utf8')
      this.bytesReceived += content.length
      if (content.length !== request.sizeBytes) throw new SyncError('truncated', 'size')
      return this.#store(request.path, content, request.mtimeS, request.checksum, request.precondition)
    })

  putChunked = async (request: ChunkedRequest): Promise<RemoteVersion> => {
    const upload = this.uploads.get(request.transferId)
    if (upload === undefined) {
      await this.faults.around('mkcolUpload', request.path, () => {
        this.uploads.set(request.transferId, { chunks: new Map() })
      })
    }
    const chunks = this.uploads.get(request.transferId)?.chunks ?? new Map<number, string>()
    const size = request.chunkBytes
    let index = 1
    for (let from = 0; from < request.sizeBytes; from += size, index += 1) {
      const to = Math.min(from + size, request.sizeBytes)
      let text = ''
      for await (const part of request.read(from, to)) text += Buffer.from(part).toString('utf8')
      if (chunks.has(index)) continue
      const at = index
      await this.faults.around('chunk', request.path, () => {
        this.bytesReceived += text.length
        chunks.set(at, text)
      })
      request.progress(to)
    }
    await request.verify()
    return this.faults.around('moveChunks', request.path, () => {
      const content = [...chunks]
        .sort((left, right) => left[0] - right[0])
        .map(([, text]) => text)
        .join('')
      if (content.length !== request.sizeBytes) throw new SyncError('transferLost', 'sum')
      const version = this.#store(request.path, content, request.mtimeS, request.checksum(), request.precondition)
      this.uploads.delete(request.transferId)
      return version
    })
  }

  abortChunked = (transferId: string): Promise<void> =>
    this.faults.around('abort', transferId, () => {
      this.uploads.delete(transferId)
    })

  download = (path: string, etag: string, fromByte: number): Promise<RemoteDownload> =>
    this.faults.around('download', path, () => {
      const entry = this.need(path)
      if (entry.etag !== etag) throw new SyncError('changed', 'etag')
      const bytes = Buffer.from(entry.content, 'utf8')
      const faults = this.faults
      async function* body(): AsyncGenerator<Uint8Array> {
        const half = Math.floor((fromByte + bytes.length) / 2)
        yield bytes.subarray(fromByte, half)
        await faults.around('body', path, () => undefined)
        yield bytes.subarray(half)
      }
      return { etag: entry.etag, sizeBytes: bytes.length, checksum: entry.checksum, fromByte, body: body() }
    })

  makeFolder = (path: string): Promise<RemoteEntry> =>
    this.faults.around('makeFolder', path, () => {
      if (this.find(path) !== undefined) throw new SyncError('exists', path)
      this.#require(this.need(folderOf(path)), 'K', 'makeFolder')
      return this.describe(this.add(path, 'folder', ''))
    })

  move = (from: string, to: string, etag: string | undefined): Promise<void> =>
    this.faults.around('move', `${from} -> ${to}`, () => {
      const entry = this.find(from)
      if (entry === undefined) throw new SyncError('gone', from)
      if (etag === undefined && entry.kind === 'file') this.unconditioned.push(`move ${from}`)
      this.#requireVersion(entry, etag)
      this.#requireUnlocked(entry)
      const there = this.find(to)
      if (there !== undefined && there.id !== entry.id) throw new SyncError('exists', to)
      if (this.find(folderOf(to)) === undefined) throw new SyncError('gone', to)
      if (`${to}/`.startsWith(`${from}/`)) throw new SyncError('serverError', 'into itself')
      for (const letter of folderOf(from) === folderOf(to) ? ['N'] : ['V', 'D']) this.#require(entry, letter, 'move')
      if (folderOf(from) !== folderOf(to))
        this.#require(this.need(folderOf(to)), entry.kind === 'file' ? 'C' : 'K', 'move')
      this.rename(from, to)
    })

  remove = (path: string, etag: string | undefined): Promise<void> =>
    this.faults.around('remove', path, () => {
      const entry = this.find(path)
      if (entry === undefined) return
      if (etag === undefined && entry.kind === 'file') this.unconditioned.push(`remove ${path}`)
      this.#requireVersion(entry, etag)
      this.#require(entry, 'D', 'remove')
      this.#requireUnlocked(entry)
      this.touch(entry)
      this.toTrash(entry)
    })

  #store(path: string, content: string, mtimeS: number, checksum: string, precondition: Precondition): RemoteVersion {
    const known = this.find(path)
    if (precondition.kind === 'absent' && known !== undefined) throw new SyncError('preconditionFailed', path)
    if (precondition.kind === 'unchanged' && known?.etag !== precondition.etag)
      throw new SyncError('preconditionFailed', path)
    if (this.find(folderOf(path)) === undefined) throw new SyncError('gone', path)
    if (known?.kind === 'folder') throw new SyncError('exists', path)
    if (mtimeS < 1 || mtimeS >= 2 ** 32) throw new SyncError('serverError', 'a time that is refused')
    if (known === undefined) this.#require(this.need(folderOf(path)), 'C', 'put')
    else this.#require(known, 'W', 'put')
    if (known !== undefined) this.#requireUnlocked(known)
    const used = [...this.entries.values()].reduce((sum, each) => sum + each.content.length, 0)
    if (used + content.length > this.quotaBytes) throw new SyncError('quotaExceeded', path)
    const entry = known ?? this.add(path, 'file', content)
    if (known !== undefined) {
      this.versions.push(known.content)
      known.content = content
      // As Nextcloud does: a file that is written again within the second of its time keeps its etag.
      if (known.mtimeS !== mtimeS) known.etag = this.next('e')
      this.touch(known)
    }
    entry.mtimeS = mtimeS
    entry.checksum = this.storesChecksums ? checksum : ''
    return { id: entry.id, etag: entry.etag }
  }

  /** Folders have no version of their own there: one that is named never fits (sync.md 1.4). */
  #requireVersion(entry: Entry, etag: string | undefined): void {
    if (etag === undefined) return
    if (entry.kind === 'folder' || entry.etag !== etag) throw new SyncError('preconditionFailed', entry.name)
  }

  #requireUnlocked(entry: Entry): void {
    if (entry.lock !== undefined) throw new SyncError('locked', entry.name)
  }

  #require(entry: Entry, letter: string, what: string): void {
    if (entry.permissions.includes(letter)) return
    this.forbidden.push(`${what} without ${letter}: ${this.path(entry)}`)
    throw new SyncError('noPermission', what)
  }
}
