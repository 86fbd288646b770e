/** A parent that exists on that side, or one that another operation of the same plan makes first. */
export type Parent = { readonly id: string } | { readonly madeBy: string }

/** What the executor may do. Operations name identities; paths are looked up at the moment of acting. */
export type Operation =
  | { readonly kind: 'hash'; readonly key: string; readonly localId: string }
  | {
      readonly kind: 'record'
      readonly key: string
      readonly syncedId: string | undefined
      readonly localId: string
      readonly remoteId: string
    }
  | { readonly kind: 'forget'; readonly key: string; readonly syncedId: string }
  | {
      readonly kind: 'upload'
      readonly key: string
      readonly syncedId: string | undefined
      readonly localId: string
      /** Undefined: a new file, which must not exist yet. */
      readonly replaces: { readonly remoteId: string; readonly etag: string } | undefined
      readonly parent: Parent
      readonly name: string
    }
  | {
      readonly kind: 'download'
      readonly key: string
      readonly syncedId: string | undefined
      readonly remoteId: string
      /** Undefined: a new file, which must not exist yet. */
      readonly replaces: string | undefined
      readonly parent: Parent
      readonly name: string
    }
  | {
      readonly kind: 'conflict'
      readonly key: string
      readonly syncedId: string | undefined
      readonly localId: string
      readonly remoteId: string
    }
  | {
      readonly kind: 'makeRemoteFolder'
      readonly key: string
      readonly syncedId: string | undefined
      readonly localId: string
      readonly parent: Parent
      readonly name: string
    }
  | {
      readonly kind: 'makeLocalFolder'
      readonly key: string
      readonly syncedId: string | undefined
      readonly remoteId: string
      readonly parent: Parent
      readonly name: string
    }
  | {
      readonly kind: 'moveRemote'
      readonly key: string
      readonly remoteId: string
      readonly parentId: string
      readonly name: string
    }
  | {
      readonly kind: 'moveLocal'
      readonly key: string
      readonly localId: string
      readonly parentId: string
      readonly name: string
    }
  /** Removes the copy here of what is to be on the server alone. */
  | {
      readonly kind: 'evict'
      readonly key: string
      readonly localId: string
      readonly remoteId: string
      readonly syncedId: string
    }
  /** Gives the name up for a moment, to break a circle of exchanged names. */
  | { readonly kind: 'parkRemote'; readonly key: string; readonly remoteId: string }
  | { readonly kind: 'parkLocal'; readonly key: string; readonly localId: string }
  /** The server's item keeps the name: the local one becomes a conflict copy. */
  | { readonly kind: 'stepAside'; readonly key: string; readonly localId: string }
  | { readonly kind: 'deleteRemote'; readonly key: string; readonly remoteId: string; readonly syncedId: string }
  | { readonly kind: 'deleteLocal'; readonly key: string; readonly localId: string; readonly syncedId: string }

/** An item that can't be synced now although it should be, with the reason for the person. */
export interface BlockedItem {
  readonly localId: string | undefined
  readonly remoteId: string | undefined
  readonly reason: 'noPermission' | 'nameClash' | 'nameRefused' | 'openHere' | 'onlineOnly' | 'waits'
}

/** Leaves out what needs a folder that nothing of the plan makes (I17: it fails alone, with what is in it). */
export function withoutOrphans(operations: readonly Operation[]): readonly Operation[] {
  const makers = new Map<string, Operation>()
  for (const operation of operations) if (operation.kind.startsWith('make')) makers.set(operation.key, operation)
  const verdicts = new Map<string, boolean>()
  const isRooted = (operation: Operation): boolean => {
    if (!('parent' in operation) || !('madeBy' in operation.parent)) return true
    const { madeBy } = operation.parent
    const known = verdicts.get(madeBy)
    if (known !== undefined) return known
    const maker = makers.get(madeBy)
    // Parents form a tree; a circle would be none.
    verdicts.set(madeBy, false)
    const verdict = maker !== undefined && isRooted(maker)
    verdicts.set(madeBy, verdict)
    return verdict
  }
  return operations.every(isRooted) ? operations : operations.filter(isRooted)
}

export interface Plan {
  readonly operations: readonly Operation[]
  readonly blocked: readonly BlockedItem[]
  /** Synced items that deletions would remove, everything inside folders counted. */
  readonly deletions: { readonly remote: readonly string[]; readonly local: readonly string[] }
}
