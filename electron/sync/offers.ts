import { systemClock, systemRandom } from './clock'
import { asSyncError } from './errors'
import { askCapabilities } from './remote/capabilities'
import { openPush } from './remote/push'
import type { Engine } from './engine'
import type { Capabilities } from './remote/capabilities'
import type { RequestDeps } from './remote/http'
import type { Dispatcher } from 'undici'

interface OffersDeps {
  readonly http: RequestDeps & { readonly server: string }
  /** Who hears the server's word that something changed, and over what; absent where nobody stays to hear it. */
  readonly push?: {
    readonly dispatcher: () => Promise<Dispatcher>
    readonly engine: () => Engine | undefined
  }
  readonly log: (message: string) => void
}

/** What the server offers: asked once, when it is first known to answer, and again until it has said. */
export class Offers {
  #known: Capabilities | undefined
  #asking: Promise<void> | undefined
  #isClosed = false

  constructor(private readonly deps: OffersDeps) {}

  known = (): Capabilities | undefined => this.#known

  /** To be called at quiet moments, or where the answer is worth waiting for. Never fails: then it is not known. */
  ask = async (): Promise<void> => {
    if (this.#known !== undefined || this.#isClosed) return
    this.#asking ??= this.#ask()
    await this.#asking
  }

  async #ask(): Promise<void> {
    try {
      this.#known = await askCapabilities(this.deps.http)
      await this.#listen(this.#known)
    } catch (cause) {
      this.deps.log(`capabilities: ${asSyncError(cause).code}`)
    } finally {
      this.#asking = undefined
    }
  }

  async #listen({ push: endpoints }: Capabilities): Promise<void> {
    const { http, push } = this.deps
    if (endpoints === undefined || push === undefined) return
    const dispatcher = await push.dispatcher()
    if (this.#isClosed) return
    push.engine()?.attachPush(openPush({ ...http, dispatcher, endpoints, clock: systemClock, random: systemRandom }))
  }

  close(): void {
    this.#isClosed = true
  }
}
