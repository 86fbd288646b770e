import { USUAL_IGNORES } from '../core/ignore'
import { foldedName } from '../core/names'
import { openDocuments } from '../core/openDocuments'
import { ROOT_ID } from '../core/nodes'
import { SyncError } from '../errors'
import { FaultInjector } from './faults'
import { folderOf, nameOf, sha1 } from './serverTree'
import type {
  Bytes,
  DeletionProof,
  LeftOut,
  LocalEntry,
  LocalListing,
  LocalPort,
  LocalReader,
  LocalTraits,
  LocalVersion,
  RootState,
  TempFile
} from '../ports'

interface Inode {
  readonly id: string
  parentId: string
  name: string
  readonly kind: 'file' | 'folder'
  content: string
  mtime: number
  ctime: number
}

interface Temp {
  content: string
  isSynced: boolean
}

/** A disk in memory with inodes; what was not synced to it is cut off by a crash. */
export class FakeDisk implements LocalPort {
  readonly faults = new FaultInjector()
  readonly inodes = new Map<string, Inode>()
  readonly temps = new Map<string, Temp>()
  readonly trashed: string[] = []
  readonly proofs: DeletionProof[] = []
  marker: string | undefined
  isMounted = true
  ignore = USUAL_IGNORES
  foldsCase = false
  /** File systems that keep times coarsely (FAT: two seconds). */
  timeStepMs = 1
  refuses: (name: string) => boolean = () => false
  #last = 0

  // What a person at this computer does.
  write(path: string, content: string): void {
    const known = this.#find(path)
    if (known === undefined) this.#add(path, 'file', content)
    else {
      known.content = content
      known.mtime = known.ctime = this.#tick()
    }
  }

  /** An edit that keeps size and time, as some tools make. */
  writeQuietly(path: string, content: string): void {
    const inode = this.#need(path)
    inode.content = content
    inode.ctime = this.#tick()
  }

  /** As editors save: a new file takes the place of the old one. */
  writeAtomically(path: string, content: string): void {
    const known = this.#find(path)
    if (known !== undefined) this.inodes.delete(known.id)
    this.#add(path, 'file', content)
  }

  touch(path: string): void {
    const inode = this.#need(path)
    inode.mtime = inode.ctime = this.#tick()
  }

  /** Sets the content's time to anything at all. */
  setTime(path: string, ms: number): void {
    const inode = this.#need(path)
    inode.mtime = ms
    inode.ctime = this.#tick()
  }

  makeDir(path: string): void {
    this.#add(path, 'folder', '')
  }

  rename(from: string, to: string): void {
    const inode = this.#need(from)
    inode.parentId = this.#parent(to)
    inode.name = nameOf(to)
    inode.ctime = this.#tick()
  }

  delete(path: string): void {
    this.#remove(this.#need(path))
  }

  exists(path: string): boolean {
    return this.#find(path) !== undefined
  }

  tree(): Record<string, string> {
    const tree: Record<string, string> = {}
    for (const inode of this.inodes.values())
      tree[this.#path(inode) + (inode.kind === 'folder' ? '/' : '')] = inode.content
    return tree
  }

  crash(): void {
    for (const temp of this.temps.values())
      if (!temp.isSynced) temp.content = temp.content.slice(0, temp.content.length / 2)
  }

  // The port.
  hold = (): Promise<() => void> => Promise.resolve(() => undefined)

  erase = (): Promise<void> =>
    this.faults.around('erase', '', () => {
      this.inodes.clear()
      this.temps.clear()
      this.marker = undefined
    })

  traits = (): Promise<LocalTraits> =>
    Promise.resolve({ foldsCase: this.foldsCase, refuses: (name) => this.refuses(name) })

  claimRoot = (newId: string): Promise<string> => this.faults.around('claimRoot', '', () => (this.marker ??= newId))

  checkRoot = (rootId: string): Promise<RootState> =>
    this.faults.around('checkRoot', '', () => {
      if (!this.isMounted || this.marker === undefined) return 'missing'
      return this.marker === rootId ? 'ready' : 'foreign'
    })

  list = (path: string): Promise<LocalListing | undefined> =>
    this.faults.around('list', path, () => {
      const folder = path === '' ? ROOT_ID : this.#find(path)?.id
      if (folder === undefined) return undefined
      if (!this.isMounted) return { entries: [], leftOut: [], hasIgnored: false }
      const all = [...this.inodes.values()].filter((inode) => inode.parentId === folder)
      const below = (inode: Inode): string => (path === '' ? inode.name : `${path}/${inode.name}`)
      const isOpen = openDocuments(all.map((inode) => inode.name))
      const entries = all
        .filter((inode) => this.ignore.judge(below(inode)) === 'sync')
        .map((inode) => ({ ...this.#describe(inode), isOpen: inode.kind === 'file' && isOpen(inode.name) }))
      const leftOut = all
        .filter((inode) => this.ignore.judge(below(inode)) === 'invalid')
        .map(({ name }): LeftOut => ({ name, code: 'nameRefused' }))
      return { entries, leftOut, hasIgnored: entries.length < all.length }
    })

  stat = (path: string): Promise<LocalEntry | undefined> =>
    this.faults.around('stat', path, () => {
      const inode = this.#find(path)
      return inode === undefined ? undefined : this.#describe(inode)
    })

  readWhole = (path: string, expected: LocalVersion): Promise<{ bytes: Uint8Array; hash: string }> =>
    this.faults.around('readWhole', path, () => {
      const inode = this.#expect(path, expected)
      return { bytes: Buffer.from(inode.content, 'utf8'), hash: sha1(inode.content) }
    })

  hash = (path: string, expected: LocalVersion): Promise<string> =>
    this.faults.around('hash', path, () => sha1(this.#expect(path, expected).content))

  open = (path: string, expected: LocalVersion): Promise<LocalReader> =>
    this.faults.around('open', path, () => {
      const inode = this.#expect(path, expected)
      let seen = Buffer.alloc(0)
      async function* read(from: number, to: number): Bytes {
        await Promise.resolve()
        const part = Buffer.from(inode.content, 'utf8').subarray(from, to)
        if (from === seen.length) seen = Buffer.concat([seen, part])
        yield part
      }
      return {
        read,
        checksum: () => sha1(seen),
        verify: () =>
          this.faults.around('verify', path, () => {
            this.#expect(path, expected)
          }),
        close: () => Promise.resolve()
      }
    })

  temp = (name: string): Promise<TempFile> =>
    this.faults.around('temp', name, () => {
      const temp = this.temps.get(name) ?? { content: '', isSynced: false }
      this.temps.set(name, temp)
      temp.isSynced = false
      const bytes = (): Buffer => Buffer.from(temp.content, 'utf8')
      return {
        sizeBytes: bytes().length,
        write: (chunk: Uint8Array) =>
          this.faults.around('write', name, () => {
            temp.content = Buffer.concat([bytes(), chunk]).toString('utf8')
          }),
        finish: () =>
          this.faults.around('finish', name, () => {
            temp.isSynced = true
            return sha1(bytes())
          }),
        close: () => Promise.resolve()
      }
    })

  dropTemp = (name: string): Promise<void> =>
    this.faults.around('dropTemp', name, () => {
      this.temps.delete(name)
    })

  cleanTemps = (keep: ReadonlySet<string>): Promise<void> =>
    this.faults.around('cleanTemps', '', () => {
      for (const name of this.temps.keys()) if (!keep.has(name)) this.temps.delete(name)
    })

  install = (name: string, path: string, expected: LocalVersion | undefined, mtimeS: number): Promise<LocalEntry> =>
    this.faults.around('install', path, () => {
      const temp = this.temps.get(name)
      if (temp === undefined) throw new SyncError('internal', 'no temp')
      const there = this.#find(path)
      if (expected === undefined ? there !== undefined : there === undefined) throw new SyncError('changed', path)
      if (expected !== undefined) this.#expect(path, expected)
      const parentId = this.#parent(path)
      if (there !== undefined) this.inodes.delete(there.id)
      this.temps.delete(name)
      // A file that was not synced before it got its name is torn by the next crash.
      const content = temp.isSynced ? temp.content : `TORN ${temp.content}`
      const inode = this.#add(path, 'file', content, parentId)
      inode.mtime = Math.floor((mtimeS * 1000) / this.timeStepMs) * this.timeStepMs
      return this.#describe(inode)
    })

  makeFolder = (path: string): Promise<LocalEntry> =>
    this.faults.around('makeFolder', path, () => {
      if (this.#find(path) !== undefined) throw new SyncError('exists', path)
      return this.#describe(this.#add(path, 'folder', ''))
    })

  move = (from: string, to: string, expected: LocalVersion): Promise<LocalEntry> =>
    this.faults.around('move', `${from} -> ${to}`, () => {
      const inode = this.#expect(from, expected)
      const there = this.#find(to)
      if (there !== undefined && there.id !== inode.id) throw new SyncError('exists', to)
      if (`${to}/`.startsWith(`${from}/`)) throw new SyncError('diskRefused', 'into itself')
      this.rename(from, to)
      return this.#describe(inode)
    })

  evict = (path: string, expected: LocalVersion): Promise<void> =>
    this.faults.around('evict', path, () => {
      const inode = this.#need(path)
      if (inode.kind === 'file') this.#expect(path, expected)
      else if (this.#subtree(inode).length > 1) throw new SyncError('changed', 'not empty')
      this.#remove(inode)
    })

  trash = (path: string, expected: ReadonlyMap<string, LocalVersion>, proof: DeletionProof): Promise<void> =>
    this.faults.around('trash', path, () => {
      const inode = this.#need(path)
      const inside = this.#subtree(inode)
      for (const part of inside) {
        const version = expected.get(this.#path(part))
        if (version === undefined) throw new SyncError('changed', 'something unknown is inside')
        if (part.kind === 'file') this.#expect(this.#path(part), version)
      }
      this.proofs.push(proof)
      for (const part of inside) if (part.kind === 'file') this.trashed.push(part.content)
      this.#remove(inode)
    })

  #expect(path: string, expected: LocalVersion): Inode {
    const inode = this.#find(path)
    if (inode === undefined) throw new SyncError('changed', `gone: ${path}`)
    const now = this.#describe(inode)
    if (
      now.id !== expected.id ||
      now.sizeBytes !== expected.sizeBytes ||
      now.mtimeNs !== expected.mtimeNs ||
      now.ctimeNs !== expected.ctimeNs
    ) {
      throw new SyncError('changed', path)
    }
    return inode
  }

  #describe(inode: Inode): LocalEntry {
    const { id, name, kind } = inode
    const isFile = kind === 'file'
    return {
      id,
      name,
      kind,
      sizeBytes: isFile ? Buffer.byteLength(inode.content) : 0,
      mtimeNs: isFile ? String(inode.mtime * 1_000_000) : '0',
      ctimeNs: isFile ? String(inode.ctime * 1_000_000) : '0',
      hash: '',
      hasIgnored: false,
      isOpen: false
    }
  }

  #subtree(inode: Inode): Inode[] {
    const children = [...this.inodes.values()].filter((child) => child.parentId === inode.id)
    return [inode, ...children.flatMap((child) => this.#subtree(child))]
  }

  #remove(inode: Inode): void {
    for (const part of this.#subtree(inode)) this.inodes.delete(part.id)
  }

  #add(path: string, kind: Inode['kind'], content: string, parentId = this.#parent(path)): Inode {
    if (this.#find(path) !== undefined) throw new SyncError('exists', path)
    const id = `inode${String((this.#last += 1))}`
    const inode: Inode = { id, parentId, name: nameOf(path), kind, content, mtime: this.#tick(), ctime: this.#tick() }
    this.inodes.set(id, inode)
    return inode
  }

  #parent(path: string): string {
    const folder = folderOf(path)
    if (folder === '') return ROOT_ID
    const inode = this.#need(folder)
    if (inode.kind === 'file') throw new SyncError('gone', folder)
    return inode.id
  }

  #path(inode: Inode): string {
    const parent = this.inodes.get(inode.parentId)
    return parent === undefined ? inode.name : `${this.#path(parent)}/${inode.name}`
  }

  #find(path: string): Inode | undefined {
    let parentId = ROOT_ID
    let found: Inode | undefined
    for (const name of path.split('/')) {
      const under = parentId
      const wanted = this.#comparable(name)
      found = [...this.inodes.values()].find(
        (inode) => inode.parentId === under && this.#comparable(inode.name) === wanted
      )
      if (found === undefined) return undefined
      parentId = found.id
    }
    return found
  }

  #comparable(name: string): string {
    return this.foldsCase ? foldedName(name) : name
  }

  #need(path: string): Inode {
    const inode = this.#find(path)
    if (inode === undefined) throw new SyncError('gone', path)
    return inode
  }

  #tick(): number {
    // Never a whole second, so that it can't be a time that came from the server.
    return (this.#last += 1) * 1000 + 1
  }
}
