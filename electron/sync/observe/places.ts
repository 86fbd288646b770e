import { idInPlace, serverIdOf } from '../core/nodes'
import { isInMount } from '../core/permissions'
import { SyncError } from '../errors'
import type { RemoteNode } from '../core/nodes'
import type { RemoteEntry, RemoteListing, RemotePort } from '../ports'
import type { SyncState } from '../state'

/**
 * Gives what the server shows in several places an identity for each. The trees know items by identity, and to them one
 * that is seen twice has moved; a received share within another one is in both, for good. Only mounts can show an item
 * again: anywhere else the same identity twice means that something moved while we looked.
 */
export class Places {
  /** What was seen in this look, by the identity that it got. */
  readonly #claims = new Map<string, RemoteEntry>()
  readonly #listed = new Set<string>()

  constructor(
    private readonly state: SyncState,
    private readonly remote: Pick<RemotePort, 'stat'>
  ) {}

  /** @returns the listing, with identities that tell places apart. @throws SyncError of scope `run`. */
  async settle(folderId: string, listing: RemoteListing): Promise<RemoteListing> {
    this.#listed.add(folderId)
    const children: RemoteEntry[] = []
    for (const child of listing.children) {
      const id = this.#known(folderId, child) ?? (await this.#judge(folderId, child))
      children.push(id === child.id ? child : { ...child, id })
      // Two of the same name outside of mounts are left as they are: the listings do not fit together.
      if (!this.#claims.has(id)) this.#claims.set(id, child)
    }
    return { ...listing, children }
  }

  /** As it was named when it was in this folder before, or its own name if nobody else has it. */
  #known(folderId: string, child: RemoteEntry): string | undefined {
    const { remote } = this.state.model
    const own = remote.get(child.id)
    const isFree = !this.#claims.has(child.id)
    if (isFree && own?.parentId === folderId) return child.id
    const placed = idInPlace(child.id, folderId)
    if (remote.get(placed)?.parentId === folderId) return placed
    // It keeps the identity of a place that it was moved away from here.
    const moved = remote.childByName(folderId, child.name)?.id
    if (moved !== undefined && serverIdOf(moved) === child.id && !this.#claims.has(moved)) return moved
    return isFree && own === undefined ? child.id : undefined
  }

  /** It is known elsewhere: has it moved, or is it there as well? */
  async #judge(folderId: string, child: RemoteEntry): Promise<string> {
    const { remote } = this.state.model
    const placed = idInPlace(child.id, folderId)
    const claim = this.#claims.get(child.id)
    if (claim !== undefined) return isInMount(claim) || isInMount(child) ? placed : child.id
    const known = remote.get(child.id)
    if (known === undefined || !(isInMount(known) || isInMount(child))) return child.id
    // What was listed without it has it no more.
    if (this.#listed.has(known.parentId)) return child.id
    // Their folders are one folder in two places: so is all in them.
    if (serverIdOf(folderId) === serverIdOf(known.parentId)) return placed
    return (await this.#isStillThere(known)) ? placed : child.id
  }

  async #isStillThere(known: RemoteNode): Promise<boolean> {
    const folder = this.state.model.remote.path(known.parentId)
    if (folder === undefined) return false
    try {
      const found = await this.remote.stat(folder === '' ? known.name : `${folder}/${known.name}`)
      return found?.id === serverIdOf(known.id)
    } catch (error) {
      if (!(error instanceof SyncError) || error.scope === 'run') throw error
      // What can't be asked about keeps what is known of it.
      return true
    }
  }
}
