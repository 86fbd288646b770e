import { fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

import { z } from 'zod'

import type { ServeOrder } from './serve'

export interface Site {
  readonly url: string
  readonly password: string
  readonly stop: () => Promise<void>
}

/** A files server for these accounts, in a process of its own that ends with this one. */
export async function startSite(dir: string, accounts: readonly string[]): Promise<Site> {
  const password = 'Bench-hemlighet-1'
  const child = fork(resolve(import.meta.dirname, 'serve.ts'), [], { execArgv: ['--import', 'tsx'] })
  const gone = once(child, 'exit')
  child.send({ dir, accounts: [...accounts], password } satisfies ServeOrder)
  const [message] = (await Promise.race([
    once(child, 'message'),
    gone.then(() => Promise.reject(new Error('The files server did not start')))
  ])) as [unknown]
  const { url } = z.object({ url: z.string() }).parse(message)
  return {
    url,
    password,
    stop: async () => {
      child.disconnect()
      await gone
    }
  }
}
