import type { LocalListing, LocalPort, RemotePort, RemoteRoot } from '../ports'

/**
 * What a first look saw, for the run that follows it at once: its first look then asks and reads nothing twice. Each
 * answer is given once; whatever is done on its ground is checked again just before, as always.
 */
export class Seen {
  #root: RemoteRoot | undefined
  readonly #listings = new Map<string, LocalListing>()

  /** @param userId by whose name the server answered. */
  constructor(readonly userId: string) {}

  /** The server answered by that name. */
  get hasAnswer(): boolean {
    return this.#root !== undefined
  }

  noteRemote(remote: RemotePort): Pick<RemotePort, 'root'> {
    return { root: async () => (this.#root = await remote.root()) }
  }

  noteLocal(local: LocalPort): Pick<LocalPort, 'checkRoot' | 'list'> {
    return {
      checkRoot: local.checkRoot,
      list: async (path) => {
        const listing = await local.list(path)
        if (listing !== undefined) this.#listings.set(path, listing)
        return listing
      }
    }
  }

  giveRemote(remote: RemotePort): RemotePort {
    return {
      ...remote,
      get singlePutMaxBytes() {
        return remote.singlePutMaxBytes
      },
      root: () => {
        const root = this.#root
        this.#root = undefined
        return root === undefined ? remote.root() : Promise.resolve(root)
      }
    }
  }

  giveLocal(local: LocalPort): LocalPort {
    return {
      ...local,
      list: (path) => {
        const listing = this.#listings.get(path)
        this.#listings.delete(path)
        return listing === undefined ? local.list(path) : Promise.resolve(listing)
      }
    }
  }
}
