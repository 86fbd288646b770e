import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Scratch {
  readonly path: string
  readonly remove: () => void
}

/** A temporary folder that is removed also when the bench is interrupted. */
export async function makeScratch(): Promise<Scratch> {
  const path = await mkdtemp(join(tmpdir(), 'samverk-bench-'))
  const drop = (): void => rmSync(path, { recursive: true, force: true })
  const interrupted = (): never => process.exit(130)
  process.once('exit', drop).once('SIGINT', interrupted).once('SIGTERM', interrupted)
  return {
    path,
    remove: () => {
      drop()
      process.off('exit', drop).off('SIGINT', interrupted).off('SIGTERM', interrupted)
    }
  }
}
