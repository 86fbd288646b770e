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
  /** What the push connection goes through; asked for when the server offers one. */
  readonly dispatcher: () => Promise<Dispatcher>
  /** Who hears the server's word that something changed. */
  readonly engine: () => Engine | undefined
  readonly log: (message: string) => void
}

/** What the server offers: asked once, when it is first known to answer, and again until it has said. */
export class Offers {
  #known: Capabilities | undefined
  #isAsking = false
  #isClosed = false

  constructor(private readonly deps: OffersDeps) {}

  known = (): Capabilities | undefined => this.#known

  /** To be called at quiet moments. */
  ask = (): void => {
    if (this.#isAsking || this.#known !== undefined || this.#isClosed) return
    this.#isAsking = true
    const { http, dispatcher, engine, log } = this.deps
    askCapabilities(http)
      .then(async (found) => {
        this.#known = found
        const { push: endpoints } = found
        if (endpoints === undefined) return
        const through = await dispatcher()
        if (this.#isClosed) return
        const deps = { ...http, dispatcher: through, endpoints, clock: systemClock, random: systemRandom }
        engine()?.attachPush(openPush(deps))
      })
      .catch((cause: unknown) => {
        log(`capabilities: ${asSyncError(cause).code}`)
      })
      .finally(() => {
        this.#isAsking = false
      })
  }

  close(): void {
    this.#isClosed = true
  }
}
