import type { SyncErrorCode } from '../../shared/model/sync'
import type { LocalNode, RemoteLock, RemoteNode, SyncedNode } from './core/nodes'
import type { TreeChange } from './core/tree'

/** What one PROPFIND entry says; `path` is relative to the account's files, '' for the root. */
export type RemoteEntry = Omit<RemoteNode, 'parentId' | 'listedEtag'>

/** The root says as well whether the server was restored from a backup: then its fingerprint is another one. */
export interface RemoteRoot extends RemoteEntry {
  readonly fingerprint: string
}

export interface RemoteListing {
  readonly self: RemoteEntry
  readonly children: readonly RemoteEntry[]
  /** Names of mounts whose storage can't be reached now: they are there, but nothing is known of them. */
  readonly unreachable?: readonly string[]
  /** Of a mounted folder without anything in it, if the server says: is it kept by the server itself? */
  readonly storage?: 'own' | 'external'
}

/** Enough of an item to tell whether it is still the one that is known. */
export type RemoteGlimpse = Pick<RemoteEntry, 'id' | 'name' | 'kind' | 'etag' | 'sizeBytes' | 'permissions'>

export interface RemoteGlance {
  readonly etag: string
  readonly children: readonly RemoteGlimpse[]
}

/** The folders of a whole subtree, parents first; `path` as above. */
export interface RemoteTreeListing {
  readonly path: string
  readonly listing: RemoteListing
}

export type Bytes = AsyncIterable<Uint8Array>

export interface RemoteVersion {
  readonly id: string
  readonly etag: string
}

/** The precondition of a write (I12): the file must not exist yet, or must still be this version. */
export type Precondition = { readonly kind: 'absent' } | { readonly kind: 'unchanged'; readonly etag: string }

export interface PutRequest {
  readonly path: string
  readonly sizeBytes: number
  readonly mtimeS: number
  readonly checksum: string
  readonly precondition: Precondition
  readonly body: Uint8Array
}

export interface ChunkedRequest {
  readonly path: string
  readonly sizeBytes: number
  readonly mtimeS: number
  readonly precondition: Precondition
  /** Chosen before the first request and kept in the journal, so that a later run can go on. */
  readonly transferId: string
  /** How much may be under way without an answer: that much is sent again after a cut. */
  readonly chunkBytes: number
  /** Reads the local bytes [from, to), feeding the content hash; a resumed part is read but not sent. */
  readonly read: (fromByte: number, toByte: number) => Bytes
  /** The hash of everything read so far, once all was read. */
  readonly checksum: () => string
  /** Throws when the local file is no longer the one that the transfer began with. */
  readonly verify: () => Promise<void>
  readonly progress: (sentBytes: number) => void
}

export interface RemoteDownload {
  readonly etag: string
  /** Undefined where something on the way takes the length off the answer: then it is what the listing said. */
  readonly sizeBytes: number | undefined
  readonly checksum: string
  /** The first byte of the body; differs from what was asked when the server ignores ranges. */
  readonly fromByte: number
  readonly body: Bytes
}

export interface RemotePort {
  /** The root's own entry: one request that answers "anything new?". */
  readonly root: () => Promise<RemoteRoot>
  readonly list: (path: string) => Promise<RemoteListing>
  /** A listing of a third of the size, for a folder that is thought to be known. */
  readonly glance: (path: string) => Promise<RemoteGlance>
  /** The whole subtree in one request, or undefined where the server does not do that. */
  readonly listDeep: (path: string) => Promise<readonly RemoteTreeListing[] | undefined>
  /** Undefined when the server says 404 for this item. */
  readonly stat: (path: string) => Promise<RemoteEntry | undefined>
  /** Other people's locks on the files of a folder, by the files' identity: a lock need not change an etag. */
  readonly locks: (folder: string) => Promise<ReadonlyMap<string, RemoteLock>>
  /** True when the server is known to have locks. */
  readonly hasLocks: () => boolean
  readonly put: (request: PutRequest) => Promise<RemoteVersion>
  readonly putChunked: (request: ChunkedRequest) => Promise<RemoteVersion>
  readonly abortChunked: (transferId: string) => Promise<void>
  readonly download: (path: string, etag: string, fromByte: number) => Promise<RemoteDownload>
  readonly makeFolder: (path: string) => Promise<RemoteEntry>
  /** @param etag the file's; undefined for a folder, which has no precondition of its own. */
  readonly move: (from: string, to: string, etag: string | undefined) => Promise<void>
  readonly remove: (path: string, etag: string | undefined) => Promise<void>
  /** Asked after a 401: does the server want everything of the account removed from this computer? */
  readonly wantsWipe: () => Promise<boolean>
  readonly confirmWipe: () => Promise<void>
  /** Files larger than this go up in chunks. */
  readonly singlePutMaxBytes: number
  /** How large the chunks of such a file are. */
  readonly chunkBytes: (sizeBytes: number) => number
}

export type LocalEntry = Omit<LocalNode, 'parentId'>

/** Something in a folder that is not synced, with the reason for the person. */
export interface LeftOut {
  readonly name: string
  readonly code: 'nameRefused' | 'outsideRoot'
}

export interface LocalListing {
  readonly entries: readonly LocalEntry[]
  /** What can't be synced: invalid names; symbolic links and special files, which are never followed or read. */
  readonly leftOut: readonly LeftOut[]
  readonly hasIgnored: boolean
}

/** What must still be true of a local item just before we touch it. */
export interface LocalVersion {
  readonly id: string
  readonly sizeBytes: number
  readonly mtimeNs: string
  /** An edit that keeps size and time shows here. */
  readonly ctimeNs: string
}

export interface LocalReader {
  readonly read: (fromByte: number, toByte: number) => Bytes
  /** The hash of everything read so far, in order and without gaps. */
  readonly checksum: () => string
  /** Throws `changed` when the file is no longer the version that was opened. */
  readonly verify: () => Promise<void>
  readonly close: () => Promise<void>
}

/** An unfinished download in the private folder. */
export interface TempFile {
  readonly sizeBytes: number
  readonly write: (chunk: Uint8Array) => Promise<void>
  /** Syncs the bytes to the disk. @returns the content hash of all of them. */
  readonly finish: () => Promise<string>
  /** Keeps what is there for a later resume. */
  readonly close: () => Promise<void>
}

/** Evidence that the server really deleted an item; made only by `proveDeletion` (I7). */
export interface DeletionProof {
  readonly listedParent: string
  readonly missingId: string
  readonly answer: 'notFound' | 'another'
}

export type RootState = 'ready' | 'missing' | 'foreign'

/** What this disk takes as names. */
export interface LocalTraits {
  readonly foldsCase: boolean
  readonly refuses: (name: string) => boolean
}

export interface LocalPort {
  /** Makes the root and its marker where there is none. @returns the id in the marker, new or found. */
  readonly claimRoot: (newId: string) => Promise<string>
  /** Compares the marker in the root with the id that the journal knows. */
  readonly checkRoot: (rootId: string) => Promise<RootState>
  /** Keeps other processes from this root until it is called back. @throws SyncError `rootBusy`. */
  readonly hold: () => Promise<() => void>
  /** Removes everything in the root and the root itself: the server asked for a wipe (sync.md 1.1). */
  readonly erase: () => Promise<void>
  readonly traits: () => Promise<LocalTraits>
  /** Undefined when there is no such folder. */
  readonly list: (path: string) => Promise<LocalListing | undefined>
  readonly stat: (path: string) => Promise<LocalEntry | undefined>
  readonly readWhole: (
    path: string,
    expected: LocalVersion
  ) => Promise<{ readonly bytes: Uint8Array; readonly hash: string }>
  readonly hash: (path: string, expected: LocalVersion) => Promise<string>
  readonly open: (path: string, expected: LocalVersion) => Promise<LocalReader>
  readonly temp: (name: string) => Promise<TempFile>
  readonly dropTemp: (name: string) => Promise<void>
  /** Removes unfinished downloads but those named. */
  readonly cleanTemps: (keep: ReadonlySet<string>) => Promise<void>
  /** Gives a finished temporary its real name; `expected` undefined means that nothing may be there. */
  readonly install: (
    temp: string,
    path: string,
    expected: LocalVersion | undefined,
    mtimeS: number
  ) => Promise<LocalEntry>
  readonly makeFolder: (path: string) => Promise<LocalEntry>
  readonly move: (from: string, to: string, expected: LocalVersion) => Promise<LocalEntry>
  /** Removes the copy of what is whole on the server: exactly the version we knew, or an empty folder. */
  readonly evict: (path: string, expected: LocalVersion) => Promise<void>
  /** Moves to the system's trash after checking that everything inside is as `expected` (by path) says. */
  readonly trash: (path: string, expected: ReadonlyMap<string, LocalVersion>, proof: DeletionProof) => Promise<void>
}

export interface TrashPort {
  readonly moveToTrash: (absolutePath: string) => Promise<void>
}

/** Hints only: `lost` means that nothing can be relied on until the next full scan. */
export interface WatchPort {
  readonly start: (hint: (folderPath: string) => void, lost: () => void) => Promise<void>
  readonly stop: () => Promise<void>
}

export interface PushListener {
  readonly connected: () => void
  readonly notified: () => void
  readonly lost: () => void
  readonly failed: (code: SyncErrorCode) => void
}

/** Word from the server that something changed: a hint like the watcher's, from the other side. */
export interface PushPort {
  readonly start: (listener: PushListener) => void
  readonly stop: () => void
}

export interface Transfer {
  /** The operation's key, which names the versions on both sides. */
  readonly key: string
  readonly direction: 'up' | 'down'
  /** The upload's folder on the server, or the temporary's name. */
  readonly handle: string
  readonly etag: string
  readonly path: string
}

export interface ConflictRecord {
  readonly localId: string
  readonly originalPath: string
  readonly foundMs: number
}

export type JournalChange =
  | { readonly table: 'remote'; readonly change: TreeChange<RemoteNode> }
  | { readonly table: 'synced'; readonly change: TreeChange<SyncedNode> }
  | { readonly table: 'transfer'; readonly put: Transfer }
  | { readonly table: 'transfer'; readonly drop: string }
  | { readonly table: 'conflict'; readonly put: ConflictRecord }
  | { readonly table: 'conflict'; readonly drop: string }
  | { readonly table: 'failure'; readonly put: FailureRecord }
  | { readonly table: 'failure'; readonly drop: string }
  | { readonly table: 'meta'; readonly name: MetaName; readonly value: string }

/** An operation that failed, and when it is tried again: kept, so that a restart does not try at once. */
export interface FailureRecord {
  /** The operation's key, which names the versions. */
  readonly key: string
  readonly localId: string | undefined
  readonly remoteId: string | undefined
  readonly code: SyncErrorCode
  readonly attempts: number
  readonly nextTryMs: number
}

export const META_NAMES = [
  'rootId',
  'listedRootEtag',
  'account',
  'remoteRootId',
  /** The server's data fingerprint with a `=` before it, so that an empty one is known as well. */
  'fingerprint',
  /** What is ignored, as it was when the trees were written. */
  'ignored',
  /** What is kept here and what is not, as JSON. */
  'pins',
  /** Where the folders that are left out were last, by their identity, as JSON. */
  'unsynced',
  /** How the disk looked when nothing was left to do; '' once anything has changed since. */
  'rest',
  /** The largest request body that the way to the server lets through, after a 413. */
  'requestBytes'
] as const
export type MetaName = (typeof META_NAMES)[number]

export interface JournalContent {
  readonly meta: ReadonlyMap<MetaName, string>
  /** Parents first, in both trees. */
  readonly remote: readonly RemoteNode[]
  readonly synced: readonly SyncedNode[]
  readonly transfers: readonly Transfer[]
  readonly conflicts: readonly ConflictRecord[]
  readonly failures: readonly FailureRecord[]
}

export interface JournalPort {
  readonly load: () => JournalContent
  /** Writes all changes in one durable transaction. */
  readonly commit: (changes: readonly JournalChange[]) => void
  readonly close: () => void
  /** Closes and removes it. */
  readonly erase: () => void
}

export interface Clock {
  readonly nowMs: () => number
  /** Calls back once; returns what cancels it. */
  readonly after: (delayMs: number, action: () => void) => () => void
}

export interface Random {
  /** In [0, 1). */
  readonly unit: () => number
  readonly hex: (bytes: number) => string
}
