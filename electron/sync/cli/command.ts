import { findAtRest } from './atRest'
import { openOutput } from './output'
import type { Options } from './options'

/** Runs one wish of an administrator. @returns the exit code. @throws SyncError when nothing worked. */
export async function runCommand(options: Options): Promise<number> {
  const output = openOutput(options, () => new Date())
  const leftOut = await findAtRest(options)
  if (leftOut === undefined) {
    // Loaded when there is something to do: it takes longer than to see that there is not.
    const { runWhole } = await import('./whole')
    return runWhole(options, output)
  }
  const left = leftOut.map(({ name }) => name)
  output.event({ type: 'result', rounds: 0, operations: 0, errors: [], massDelete: null, leftOut: left })
  output.line('equal')
  return 0
}
