import { createHash } from 'node:crypto'
import { ROOT_ID } from '../core/nodes'
import type { RemoteLock } from '../core/nodes'
import { normalName } from '../core/names'
import { SyncError } from '../errors'
import { FaultInjector } from './faults'
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

interface Entry {
  readonly id: string
  parentId: string
  name: string
  readonly kind: 'file' | 'folder'
  etag: string
  content: string
  mtimeS: number
  checksum: string
  permissions: string
  lock?: RemoteLock
}

export const sha1 = (content: string | Uint8Array): string => `SHA1:${createHash('sha1').update(content).digest('hex')}`

/** A file server in memory: etags that travel to the root, file ids, permissions, preconditions, chunk folders. */
export class FakeServer implements RemotePort {
  singlePutMaxBytes = 64
  chunkBytes = (): number => 40
  readonly faults = new FaultInjector()
  readonly entries = new Map<string, Entry>()
  readonly trash: string[] = []
  readonly versions: string[] = []
  /** Folders that the server keeps for a group: mounted, but its own. */
  readonly ofGroups = new Set<string>()
  /** Places in which an entry is seen once more, as with a share within a share. */
  readonly places: { readonly id: string; readonly parentId: string; readonly name: string }[] = []
  readonly uploads = new Map<string, { chunks: Map<number, string> }>()
  storesChecksums = true
  listsDeep = true
  bytesReceived = 0
  fingerprint = ''
  quotaBytes = Infinity
  isWiping = false
  normalises = true
  /** Mounts whose storage can't be opened: they are listed, but nothing is said of them. */
  readonly unreachable = new Set<string>()
  /** Requests that the permissions forbid: the engine should have known. */
  readonly forbidden: string[] = []
  /** Changes of files without a precondition (I12). */
  readonly unconditioned: string[] = []
  #last = 0

  constructor() {
    this.entries.set(ROOT_ID, this.#entry(ROOT_ID, '', '', 'folder', '', 1))
  }

  // What a person at the server does.
  write(path: string, content: string): void {
    const known = this.#find(path)
    if (known !== undefined) {
      this.versions.push(known.content)
      known.content = content
      known.checksum = this.storesChecksums ? sha1(content) : ''
      known.etag = this.#next('e')
      known.mtimeS = this.#last += 1
      this.#touch(known)
      return
    }
    this.#add(path, 'file', content)
  }

  makeDir(path: string): void {
    this.#add(path, 'folder', '')
  }

  rename(from: string, to: string): void {
    const entry = this.#need(from)
    const parent = this.#need(folderOf(to))
    this.#touch(entry)
    const before = this.entries.get(entry.parentId)
    const isMountRoot = mountLetters(entry) !== '' && before !== undefined && mountLetters(before) === ''
    if (!isMountRoot) this.#hang(entry, mountLetters(parent))
    entry.parentId = parent.id
    entry.name = this.#normal(nameOf(to))
    this.#touch(entry)
  }

  delete(path: string): void {
    const entry = this.#need(path)
    this.#touch(entry)
    this.#toTrash(entry)
  }

  /** As a server that was moved or repaired: every etag is new, nothing else. */
  resetEtags(): void {
    for (const entry of this.entries.values()) entry.etag = this.#next('e')
  }

  setPermissions(path: string, permissions: string): void {
    const entry = this.#need(path)
    entry.permissions = permissions
    this.#touch(entry)
  }

  /** Somebody shares a folder out of one that the person has already: it is in both places. */
  mountAgain(path: string, at: string): void {
    const { id } = this.#need(path)
    const parent = this.#need(folderOf(at))
    this.places.push({ id, parentId: parent.id, name: nameOf(at) })
    this.#touch(parent)
  }

  unmount(at: string): void {
    const parent = this.#need(folderOf(at))
    const index = this.places.findIndex(({ parentId, name }) => parentId === parent.id && name === nameOf(at))
    this.places.splice(index, 1)
    this.#touch(parent)
  }

  /** Somebody opens a file for editing; the folders' etags follow where a server has them follow. */
  lock(path: string, ownerName: string, isTold = true): void {
    const entry = this.#need(path)
    entry.lock = { ownerName, sinceMs: (this.#last += 1) }
    if (isTold) this.#touch(entry)
  }

  unlock(path: string, isTold = true): void {
    const entry = this.#need(path)
    delete entry.lock
    if (isTold) this.#touch(entry)
  }

  exists(path: string): boolean {
    return this.#find(path) !== undefined
  }

  /** Path to content; folders end with `/`. */
  tree(): Record<string, string> {
    const tree: Record<string, string> = {}
    for (const entry of this.entries.values()) {
      if (entry.id !== ROOT_ID) tree[this.#path(entry) + (entry.kind === 'folder' ? '/' : '')] = entry.content
    }
    return tree
  }

  /** The port. */
  root = (): Promise<RemoteRoot> =>
    this.faults.around('root', '', () => ({ ...this.#describe(this.#need('')), fingerprint: this.fingerprint }))

  list = (path: string): Promise<RemoteListing> =>
    this.faults.around('list', path, () => this.#listing(this.#need(path)))

  glance = (path: string): Promise<RemoteGlance> =>
    this.faults.around('glance', path, () => {
      const { self, children } = this.#listing(this.#need(path))
      return { etag: self.etag, children }
    })

  hasLocks = (): boolean => true

  locks = (path: string): Promise<ReadonlyMap<string, RemoteLock>> =>
    this.faults.around('locks', path, () => {
      const folder = this.#need(path)
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
        const listing = this.#listing(this.#need(at))
        out.push({ path: at, listing })
        for (const child of listing.children)
          if (child.kind === 'folder') queue.push(at === '' ? child.name : `${at}/${child.name}`)
      }
      return out
    })

  stat = (path: string): Promise<RemoteEntry | undefined> =>
    this.faults.around('stat', path, () => {
      const entry = this.#find(path)
      return entry === undefined ? undefined : this.#describe(entry)
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
      const entry = this.#need(path)
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
      if (this.#find(path) !== undefined) throw new SyncError('exists', path)
      this.#require(this.#need(folderOf(path)), 'K', 'makeFolder')
      return this.#describe(this.#add(path, 'folder', ''))
    })

  move = (from: string, to: string, etag: string | undefined): Promise<void> =>
    this.faults.around('move', `${from} -> ${to}`, () => {
      const entry = this.#find(from)
      if (entry === undefined) throw new SyncError('gone', from)
      if (etag === undefined && entry.kind === 'file') this.unconditioned.push(`move ${from}`)
      this.#requireVersion(entry, etag)
      this.#requireUnlocked(entry)
      const there = this.#find(to)
      if (there !== undefined && there.id !== entry.id) throw new SyncError('exists', to)
      if (this.#find(folderOf(to)) === undefined) throw new SyncError('gone', to)
      if (`${to}/`.startsWith(`${from}/`)) throw new SyncError('serverError', 'into itself')
      for (const letter of folderOf(from) === folderOf(to) ? ['N'] : ['V', 'D']) this.#require(entry, letter, 'move')
      if (folderOf(from) !== folderOf(to))
        this.#require(this.#need(folderOf(to)), entry.kind === 'file' ? 'C' : 'K', 'move')
      this.rename(from, to)
    })

  remove = (path: string, etag: string | undefined): Promise<void> =>
    this.faults.around('remove', path, () => {
      const entry = this.#find(path)
      if (entry === undefined) return
      if (etag === undefined && entry.kind === 'file') this.unconditioned.push(`remove ${path}`)
      this.#requireVersion(entry, etag)
      this.#require(entry, 'D', 'remove')
      this.#requireUnlocked(entry)
      this.#touch(entry)
      this.#toTrash(entry)
    })

  #store(path: string, content: string, mtimeS: number, checksum: string, precondition: Precondition): RemoteVersion {
    const known = this.#find(path)
    if (precondition.kind === 'absent' && known !== undefined) throw new SyncError('preconditionFailed', path)
    if (precondition.kind === 'unchanged' && known?.etag !== precondition.etag)
      throw new SyncError('preconditionFailed', path)
    if (this.#find(folderOf(path)) === undefined) throw new SyncError('gone', path)
    if (known?.kind === 'folder') throw new SyncError('exists', path)
    if (mtimeS < 1 || mtimeS >= 2 ** 32) throw new SyncError('serverError', 'a time that is refused')
    if (known === undefined) this.#require(this.#need(folderOf(path)), 'C', 'put')
    else this.#require(known, 'W', 'put')
    if (known !== undefined) this.#requireUnlocked(known)
    const used = [...this.entries.values()].reduce((sum, each) => sum + each.content.length, 0)
    if (used + content.length > this.quotaBytes) throw new SyncError('quotaExceeded', path)
    const entry = known ?? this.#add(path, 'file', content)
    if (known !== undefined) {
      this.versions.push(known.content)
      known.content = content
      known.etag = this.#next('e')
      this.#touch(known)
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
    this.forbidden.push(`${what} without ${letter}: ${this.#path(entry)}`)
    throw new SyncError('noPermission', what)
  }

  #normal(name: string): string {
    return this.normalises ? normalName(name) : name
  }

  #add(path: string, kind: Entry['kind'], content: string): Entry {
    const parent = this.#need(folderOf(path))
    if (this.#find(path) !== undefined) throw new SyncError('exists', path)
    const id = this.#next('i')
    const entry = this.#entry(id, parent.id, this.#normal(nameOf(path)), kind, content, (this.#last += 1))
    // All of a mount says that it is one.
    entry.permissions = mountLetters(parent) + entry.permissions
    this.entries.set(id, entry)
    this.#touch(entry)
    return entry
  }

  #entry(id: string, parentId: string, name: string, kind: Entry['kind'], content: string, mtimeS: number): Entry {
    const permissions = kind === 'file' ? 'RGDNVW' : 'RGDNVCK'
    const checksum = kind === 'file' && this.storesChecksums ? sha1(content) : ''
    return { id, parentId, name, kind, etag: this.#next('e'), content, mtimeS, checksum, permissions }
  }

  /** What moves into a mount is of it from then on, with all that is in it. */
  #hang(entry: Entry, letters: string): void {
    entry.permissions = letters + entry.permissions.replace(/[SM]/gu, '')
    for (const child of this.entries.values()) if (child.parentId === entry.id) this.#hang(child, letters)
  }

  #toTrash(entry: Entry): void {
    for (const child of [...this.entries.values()]) if (child.parentId === entry.id) this.#toTrash(child)
    if (entry.kind === 'file') this.trash.push(entry.content)
    this.entries.delete(entry.id)
  }

  /** One new etag for all folders above, as Nextcloud does. */
  #touch(entry: Entry): void {
    const etag = this.#next('e')
    let at = entry.kind === 'folder' ? entry : this.entries.get(entry.parentId)
    while (at !== undefined) {
      at.etag = etag
      for (const { id, parentId } of this.places) {
        const again: Entry | undefined = id === at.id ? this.entries.get(parentId) : undefined
        if (again !== undefined && again.etag !== etag) this.#touch(again)
      }
      at = at.id === ROOT_ID ? undefined : this.entries.get(at.parentId)
    }
  }

  #listing(entry: Entry): RemoteListing {
    if (entry.kind === 'file') throw new SyncError('badListing', 'a file')
    const all = [...this.entries.values()].filter((child) => child.id !== ROOT_ID && child.parentId === entry.id)
    const isReachable = (child: Entry): boolean => !this.unreachable.has(this.#path(child))
    const again = this.places.flatMap(({ id, parentId, name }) => {
      const placed = parentId === entry.id ? this.entries.get(id) : undefined
      return placed === undefined ? [] : [{ ...this.#describe(placed), name }]
    })
    return {
      ...(this.ofGroups.has(this.#path(entry)) ? { storage: 'own' } : {}),
      self: this.#describe(entry),
      children: [...all.filter(isReachable).map((child) => this.#describe(child)), ...again],
      unreachable: all.filter((child) => !isReachable(child)).map(({ name }) => name)
    }
  }

  #describe(entry: Entry): RemoteEntry {
    const { id, name, kind, etag, mtimeS, permissions, lock } = entry
    const checksum = kind === 'file' ? entry.checksum : ''
    return {
      id,
      name,
      kind,
      etag,
      mtimeS,
      permissions,
      checksum,
      sizeBytes: Buffer.byteLength(entry.content),
      fileId: id,
      ...(lock === undefined ? {} : { lock })
    }
  }

  #path(entry: Entry): string {
    const parent = this.entries.get(entry.parentId)
    return parent === undefined || parent.id === ROOT_ID ? entry.name : `${this.#path(parent)}/${entry.name}`
  }

  #find(path: string): Entry | undefined {
    let at = this.entries.get(ROOT_ID)
    if (path === '') return at
    for (const name of path.split('/')) {
      const parentId: string | undefined = at?.id
      const again = this.places.find((place) => place.parentId === parentId && place.name === name)
      if (again !== undefined) {
        at = this.entries.get(again.id)
        continue
      }
      at = [...this.entries.values()].find(
        (entry) => entry.id !== ROOT_ID && entry.parentId === parentId && entry.name === this.#normal(name)
      )
      if (at === undefined) return undefined
    }
    return at
  }

  #need(path: string): Entry {
    const entry = this.#find(path)
    if (entry === undefined) throw new SyncError('gone', path)
    return entry
  }

  #next(prefix: string): string {
    this.#last += 1
    return `${prefix}${String(this.#last)}`
  }
}

const mountLetters = ({ permissions }: Entry): string => permissions.replace(/[^SM]/gu, '')

export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
