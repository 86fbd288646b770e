import { SyncError } from '../errors'
import type { SyncErrorCode } from '../../../shared/model/sync'

/** The process is gone: nothing it still awaits may do anything any more. */
export class Crash extends Error {
  readonly code = 'crash'
}

export type Fault =
  | { readonly kind: 'before'; readonly code: SyncErrorCode }
  | { readonly kind: 'after'; readonly code: SyncErrorCode }
  | { readonly kind: 'crashBefore' }
  | { readonly kind: 'crashAfter' }

/** Decides for the n-th call (from 0) of a port whether something goes wrong. */
export type FaultPlan = (call: {
  readonly n: number
  readonly name: string
  readonly path: string
}) => Fault | undefined

/** Counts the calls of one port and makes them fail as planned. */
export class FaultInjector {
  calls = 0
  plan: FaultPlan = () => undefined
  #dead = false
  readonly log: string[] = []

  /** After a crash the old process's calls all fail, until the machine is started again. */
  restart(): void {
    this.#dead = false
  }

  kill(): void {
    this.#dead = true
  }

  /** Sees the state between calls. */
  onCall: () => void = () => undefined
  onCrash: () => void = () => undefined

  /** How long a call takes before it has an effect. */
  delay: () => Promise<void> = () => Promise.resolve()

  /** How many calls were open at once, at most (I16). */
  mostOpen = 0
  #open = 0

  async around<T>(name: string, path: string, effect: () => T): Promise<T> {
    this.mostOpen = Math.max(this.mostOpen, (this.#open += 1))
    try {
      await this.delay()
      return this.aroundSync(name, path, effect)
    } finally {
      this.#open -= 1
    }
  }

  aroundSync<T>(name: string, path: string, effect: () => T): T {
    if (this.#dead) throw new Crash('dead')
    const fault = this.plan({ n: this.calls, name, path })
    this.calls += 1
    this.onCall()
    this.log.push(`${name} ${path}`)
    if (fault?.kind === 'crashBefore') this.#crash()
    if (fault?.kind === 'before') throw new SyncError(fault.code, `injected before ${name}`)
    const result = effect()
    if (fault?.kind === 'crashAfter') this.#crash()
    if (fault?.kind === 'after') throw new SyncError(fault.code, `injected after ${name}`)
    return result
  }

  #crash(): never {
    this.onCrash()
    throw new Crash('crashed')
  }
}
