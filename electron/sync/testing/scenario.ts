import { expect } from 'vitest'
import type { Pair } from './pair'

const COPY = /^(.*) \(conflicted copy 2026-11-2\d \d{6}(?: \d+)?\)(\.[a-z]+)?$/u

/** Makes a tree here and brings it to the server: folders end with `/`. */
export async function synced(pair: Pair, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    if (path.endsWith('/')) pair.disk.makeDir(path.slice(0, -1))
    else pair.disk.write(path, content)
  }
  await pair.sync()
  expect(pair.server.tree()).toEqual(files)
  pair.server.faults.log.length = 0
}

/** Both sides hold exactly these, and conflict copies with these contents. */
export function expectBothSides(
  pair: Pair,
  expected: Readonly<Record<string, string>>,
  copies: readonly string[] = []
): void {
  const tree = pair.disk.tree()
  const plain = Object.fromEntries(Object.entries(tree).filter(([path]) => !COPY.test(path)))
  const found = Object.entries(tree).flatMap(([path, content]) => (COPY.test(path) ? [content] : []))
  expect({ plain, copies: found }).toEqual({ plain: expected, copies })
  expect(pair.server.tree()).toEqual(tree)
}

/** The requests since the last look that carried a file. */
export function transfers(pair: Pair): readonly string[] {
  return pair.server.faults.log.filter((call) => /^(?:put|chunk|download)/u.test(call))
}

export function deletions(pair: Pair): readonly string[] {
  return pair.server.faults.log.filter((call) => call.startsWith('remove'))
}

/** Does something once, just before the first such call of a port. */
export function justBefore(pair: Pair, port: 'server' | 'disk', call: string, action: () => void): void {
  const { faults } = pair[port]
  faults.plan = ({ name }) => {
    if (name === call) {
      faults.plan = () => undefined
      action()
    }
    return undefined
  }
}
