import { expect } from 'vitest'
import type { SyncErrorCode } from '../../../shared/model/sync'
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

/** Does something once, just before the first such call of a port, or the n-th. */
export function justBefore(pair: Pair, port: 'server' | 'disk', call: string, action: () => void, nth = 1): void {
  const { faults } = pair[port]
  let left = nth
  faults.plan = ({ name }) => {
    if (name === call && (left -= 1) === 0) {
      faults.plan = () => undefined
      action()
    }
    return undefined
  }
}

/** Does something once both sides were looked at, and before anything is done about what was seen. */
export function afterLooking(pair: Pair, action: () => void): void {
  // The disk is looked at last, and its root is checked before and after.
  justBefore(pair, 'disk', 'checkRoot', action, 2)
}

/** Such a call of a port fails, for a path alone if one is named, until `heal` is called. */
export function failing(
  pair: Pair,
  port: 'server' | 'disk',
  call: string,
  code: SyncErrorCode,
  at?: string
): { readonly heal: () => void } {
  const { faults } = pair[port]
  faults.plan = ({ name, path }) =>
    name === call && (at === undefined || path === at) ? { kind: 'before', code } : undefined
  return {
    heal: () => {
      faults.plan = () => undefined
    }
  }
}
