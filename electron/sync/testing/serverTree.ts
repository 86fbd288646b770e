import { createHash } from 'node:crypto'
import { normalName } from '../core/names'
import { ROOT_ID } from '../core/nodes'
import { SyncError } from '../errors'
import type { RemoteLock } from '../core/nodes'
import type { RemoteEntry, RemoteListing } from '../ports'

export interface Entry {
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

/** The files of a server in memory, as a person there sees and changes them: etags that travel to the root, mounts, locks. */
export class ServerTree {
  readonly entries = new Map<string, Entry>()
  readonly trash: string[] = []
  readonly versions: string[] = []
  /** Folders that the server keeps for a group: mounted, but its own. */
  readonly ofGroups = new Set<string>()
  /** Places in which an entry is seen once more, as with a share within a share. */
  readonly places: { readonly id: string; readonly parentId: string; readonly name: string }[] = []
  storesChecksums = true
  normalises = true
  /** Mounts whose storage can't be opened: they are listed, but nothing is said of them. */
  readonly unreachable = new Set<string>()
  #last = 0

  constructor() {
    this.entries.set(ROOT_ID, this.entry(ROOT_ID, '', '', 'folder', '', 1))
  }

  // What a person at the server does.
  write(path: string, content: string): void {
    const known = this.find(path)
    if (known !== undefined) {
      this.versions.push(known.content)
      known.content = content
      known.checksum = this.storesChecksums ? sha1(content) : ''
      known.etag = this.next('e')
      known.mtimeS = this.#last += 1
      this.touch(known)
      return
    }
    this.add(path, 'file', content)
  }

  /**
   * Somebody writes a file again within the second of its time: as on Nextcloud the etag is then the one before, and
   * only the folders' move.
   */
  writeWithinSecond(path: string, content: string): void {
    const known = this.need(path)
    this.versions.push(known.content)
    known.content = content
    known.checksum = this.storesChecksums ? sha1(content) : ''
    this.touch(known)
  }

  makeDir(path: string): void {
    this.add(path, 'folder', '')
  }

  rename(from: string, to: string): void {
    const entry = this.need(from)
    const parent = this.need(folderOf(to))
    this.touch(entry)
    const before = this.entries.get(entry.parentId)
    const isMountRoot = mountLetters(entry) !== '' && before !== undefined && mountLetters(before) === ''
    if (!isMountRoot) this.hang(entry, mountLetters(parent))
    entry.parentId = parent.id
    entry.name = this.normal(nameOf(to))
    this.touch(entry)
  }

  delete(path: string): void {
    const entry = this.need(path)
    this.touch(entry)
    this.toTrash(entry)
  }

  /** As a server that was moved or repaired: every etag is new, nothing else. */
  resetEtags(): void {
    for (const entry of this.entries.values()) entry.etag = this.next('e')
  }

  setPermissions(path: string, permissions: string): void {
    const entry = this.need(path)
    entry.permissions = permissions
    this.touch(entry)
  }

  /** Somebody shares a folder out of one that the person has already: it is in both places. */
  mountAgain(path: string, at: string): void {
    const { id } = this.need(path)
    const parent = this.need(folderOf(at))
    this.places.push({ id, parentId: parent.id, name: nameOf(at) })
    this.touch(parent)
  }

  unmount(at: string): void {
    const parent = this.need(folderOf(at))
    const index = this.places.findIndex(({ parentId, name }) => parentId === parent.id && name === nameOf(at))
    this.places.splice(index, 1)
    this.touch(parent)
  }

  /** Somebody opens a file for editing; its etag and the folders' follow where a server has them follow. */
  lock(path: string, ownerName: string, isTold = true): void {
    const entry = this.need(path)
    entry.lock = { ownerName, sinceMs: (this.#last += 1) }
    if (isTold) this.#retag(entry)
  }

  unlock(path: string, isTold = true): void {
    const entry = this.need(path)
    delete entry.lock
    if (isTold) this.#retag(entry)
  }

  #retag(entry: Entry): void {
    entry.etag = this.next('e')
    this.touch(entry)
  }

  exists(path: string): boolean {
    return this.find(path) !== undefined
  }

  /** Path to content; folders end with `/`. */
  tree(): Record<string, string> {
    const tree: Record<string, string> = {}
    for (const entry of this.entries.values()) {
      if (entry.id !== ROOT_ID) tree[this.path(entry) + (entry.kind === 'folder' ? '/' : '')] = entry.content
    }
    return tree
  }

  protected normal(name: string): string {
    return this.normalises ? normalName(name) : name
  }

  protected add(path: string, kind: Entry['kind'], content: string): Entry {
    const parent = this.need(folderOf(path))
    if (this.find(path) !== undefined) throw new SyncError('exists', path)
    const id = this.next('i')
    const entry = this.entry(id, parent.id, this.normal(nameOf(path)), kind, content, (this.#last += 1))
    // All of a mount says that it is one.
    entry.permissions = mountLetters(parent) + entry.permissions
    this.entries.set(id, entry)
    this.touch(entry)
    return entry
  }

  protected entry(
    id: string,
    parentId: string,
    name: string,
    kind: Entry['kind'],
    content: string,
    mtimeS: number
  ): Entry {
    const permissions = kind === 'file' ? 'RGDNVW' : 'RGDNVCK'
    const checksum = kind === 'file' && this.storesChecksums ? sha1(content) : ''
    return { id, parentId, name, kind, etag: this.next('e'), content, mtimeS, checksum, permissions }
  }

  /** What moves into a mount is of it from then on, with all that is in it. */
  protected hang(entry: Entry, letters: string): void {
    entry.permissions = letters + entry.permissions.replace(/[SM]/gu, '')
    for (const child of this.entries.values()) if (child.parentId === entry.id) this.hang(child, letters)
  }

  protected toTrash(entry: Entry): void {
    for (const child of [...this.entries.values()]) if (child.parentId === entry.id) this.toTrash(child)
    if (entry.kind === 'file') this.trash.push(entry.content)
    this.entries.delete(entry.id)
  }

  /** One new etag for all folders above, as Nextcloud does. */
  protected touch(entry: Entry): void {
    const etag = this.next('e')
    let at = entry.kind === 'folder' ? entry : this.entries.get(entry.parentId)
    while (at !== undefined) {
      at.etag = etag
      for (const { id, parentId } of this.places) {
        const again: Entry | undefined = id === at.id ? this.entries.get(parentId) : undefined
        if (again !== undefined && again.etag !== etag) this.touch(again)
      }
      at = at.id === ROOT_ID ? undefined : this.entries.get(at.parentId)
    }
  }

  protected listing(entry: Entry): RemoteListing {
    if (entry.kind === 'file') throw new SyncError('badListing', 'a file')
    const all = [...this.entries.values()].filter((child) => child.id !== ROOT_ID && child.parentId === entry.id)
    const isReachable = (child: Entry): boolean => !this.unreachable.has(this.path(child))
    const again = this.places.flatMap(({ id, parentId, name }) => {
      const placed = parentId === entry.id ? this.entries.get(id) : undefined
      return placed === undefined ? [] : [{ ...this.describe(placed), name }]
    })
    return {
      ...(this.ofGroups.has(this.path(entry)) ? { storage: 'own' } : {}),
      self: this.describe(entry),
      children: [...all.filter(isReachable).map((child) => this.describe(child)), ...again],
      unreachable: all.filter((child) => !isReachable(child)).map(({ name }) => name)
    }
  }

  protected describe(entry: Entry): RemoteEntry {
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

  protected path(entry: Entry): string {
    const parent = this.entries.get(entry.parentId)
    return parent === undefined || parent.id === ROOT_ID ? entry.name : `${this.path(parent)}/${entry.name}`
  }

  protected find(path: string): Entry | undefined {
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
        (entry) => entry.id !== ROOT_ID && entry.parentId === parentId && entry.name === this.normal(name)
      )
      if (at === undefined) return undefined
    }
    return at
  }

  protected need(path: string): Entry {
    const entry = this.find(path)
    if (entry === undefined) throw new SyncError('gone', path)
    return entry
  }

  protected next(prefix: string): string {
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
