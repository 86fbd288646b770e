/** The id of the root in each of the three trees; it is not a node itself. */
export const ROOT_ID = 'root'

/** Between an identity of the server and the folder in which it is a second time. */
const PLACE = '@'

/**
 * The identity of something that the server shows in more than one place: who gets a folder and has a folder around it
 * already sees both, with the same numbers. The first place has the server's own identity.
 */
export function idInPlace(serverId: string, folderId: string): string {
  return serverId + PLACE + folderId
}

/** What the server calls it, in whichever place it is. */
export function serverIdOf(id: string): string {
  const cut = id.indexOf(PLACE)
  return cut < 0 ? id : id.slice(0, cut)
}

export type NodeKind = 'file' | 'folder'

export interface TreeNode {
  readonly id: string
  readonly parentId: string
  readonly name: string
  readonly kind: NodeKind
}

/** What the server last said about an item. `id` is the server's oc:id, which survives renames and moves. */
export interface RemoteNode extends TreeNode {
  readonly etag: string
  readonly sizeBytes: number
  readonly mtimeS: number
  readonly permissions: string
  /** For example `SHA1:ab12…`; empty when the server stores none. */
  readonly checksum: string
  /** The folder's etag at the moment its children were listed; empty when they never were. */
  readonly listedEtag: string
  /** The numeric file id, for links and cards. */
  readonly fileId: string
  /** Somebody else's lock, as it was when the folder was listed last; not kept in the journal. */
  readonly lock?: RemoteLock
}

/** Who has a file open for editing, since when in ms since the epoch (0 if unknown). */
export interface RemoteLock {
  readonly ownerName: string
  /** An editor on the server holds it, for whoever works there: the name is the editor's. */
  readonly isEditor?: true | undefined
  readonly sinceMs: number
}

/** What the disk last said. `id` is device + inode + birth time, which survives renames and moves. */
export interface LocalNode extends TreeNode {
  readonly sizeBytes: number
  /** Nanoseconds since the epoch, as decimal text: a number would round it. */
  readonly mtimeNs: string
  /** When the inode changed last: an edit that keeps size and time shows here (case 9). */
  readonly ctimeNs: string
  /** Content hash with its algorithm, empty while unknown. */
  readonly hash: string
  /** A folder that also holds entries which are never synced. */
  readonly hasIgnored: boolean
  /** A document that a program on this computer has open, as its lock file says. */
  readonly isOpen: boolean
}

/** What both sides were last seen to agree on: the merge base. */
export interface SyncedNode extends TreeNode {
  readonly localName: string
  readonly remoteId: string
  readonly localId: string
  readonly etag: string
  readonly sizeBytes: number
  readonly mtimeNs: string
  readonly ctimeNs: string
  readonly hash: string
}

/** True when both hashes are known and made by the same algorithm, so that comparing them means something. */
export function comparableHashes(left: string, right: string): boolean {
  const algorithm = left.indexOf(':')
  return algorithm > 0 && left.slice(0, algorithm + 1) === right.slice(0, algorithm + 1)
}
