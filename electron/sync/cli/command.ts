import { lookFirst } from './atRest'
import { readAuthorities } from './given'
import { openOutput } from './output'
import { openRequests } from './requests'
import type { Options } from './options'

const CONNECTIONS = 6

/** Runs one wish of an administrator. @returns the exit code. @throws SyncError when nothing worked. */
export async function runCommand(options: Options): Promise<number> {
  const output = openOutput(options, () => new Date())
  const requests = await openRequests(options.server, CONNECTIONS, readAuthorities(options))
  try {
    const look = await lookFirst(options, requests)
    if (look.kind !== 'atRest') {
      // Loaded when there is something to do: it takes longer than to see that there is not.
      const { runWhole } = await import('./whole')
      return await runWhole(options, output, requests, look.kind === 'moved' ? look.seen : undefined)
    }
    const leftOut = look.leftOut.map(({ name }) => name)
    output.event({ type: 'result', rounds: 0, operations: 0, errors: [], massDelete: null, leftOut })
    output.line('equal')
    return 0
  } finally {
    requests.close()
  }
}
