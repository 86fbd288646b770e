import fc from 'fast-check'
import type { Pair } from './pair'

export interface Action {
  readonly side: 'disk' | 'server'
  readonly kind: 'write' | 'writeAtomically' | 'writeQuietly' | 'touch' | 'makeDir' | 'rename' | 'delete'
  readonly path: string
  readonly to: string
  readonly text: string
}

const name = fc.constantFrom('a', 'b', 'c', 'd.txt', 'e e.txt', 'å#%.txt')
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'))

export const action: fc.Arbitrary<Action> = fc.record({
  side: fc.constantFrom('disk', 'server'),
  kind: fc.constantFrom(
    'write',
    'write',
    'write',
    'writeAtomically',
    'writeQuietly',
    'touch',
    'makeDir',
    'makeDir',
    'rename',
    'rename',
    'delete'
  ),
  path,
  to: path,
  // Long texts go up in chunks.
  text: fc.constantFrom(
    'x',
    'middle of the road',
    'a long text that does not fit into one single request at all '.repeat(2)
  )
})

export const actions: fc.Arbitrary<Action[]> = fc.array(action, { minLength: 3, maxLength: 14 })

/** A long day: at least twenty things happen. */
export const manyActions: fc.Arbitrary<Action[]> = fc.array(action, { minLength: 20, maxLength: 30 })

/** Thirty files and folders that both sides begin with. */
export function plantTree(pair: Pair, story: Story): void {
  for (const folder of ['a', 'b', 'c', 'a/a', 'a/b', 'b/c', 'c/a']) pair.disk.makeDir(folder)
  for (const folder of ['a', 'b', 'c', 'a/a', 'a/b', 'b/c', 'c/a', ''])
    for (const file of ['d.txt', 'e e.txt', 'å#%.txt']) {
      const content = `${String((story.count += 1))} planted`
      story.written.add(content)
      pair.disk.write(folder === '' ? file : `${folder}/${file}`, content)
    }
}

export interface Story {
  /** Contents so far: each is told apart by its number. */
  count: number
  /** Every content a person ever wrote, each unique. */
  readonly written: Set<string>
  /** What a person overwrote or deleted with their own hands where it lay. */
  readonly discarded: Set<string>
}

export function survivors(): Story {
  return { count: 0, written: new Set(), discarded: new Set() }
}

/** Does what a person would do; what can't be done (no such folder) is not done. */
export function act(pair: Pair, action: Action, story: Story): void {
  const side = pair[action.side]
  const tree = side.tree()
  const has = (at: string): boolean => side.exists(at)
  const folder = action.path.includes('/') ? action.path.slice(0, action.path.lastIndexOf('/')) : ''
  const target = action.to.includes('/') ? action.to.slice(0, action.to.lastIndexOf('/')) : ''
  const isFolder = (at: string): boolean => at === '' || `${at}/` in tree
  switch (action.kind) {
    case 'write':
    case 'writeAtomically': {
      if (!isFolder(folder) || `${action.path}/` in tree) return
      if (has(action.path)) story.discarded.add(tree[action.path] ?? '')
      const content = `${String((story.count += 1))} ${action.text}`
      story.written.add(content)
      if (action.side === 'disk' && action.kind === 'writeAtomically') pair.disk.writeAtomically(action.path, content)
      else side.write(action.path, content)
      return
    }
    case 'writeQuietly': {
      const old = tree[action.path]
      if (old === undefined || `${action.path}/` in tree) return
      story.count += 1
      if (action.side === 'server') {
        // Of another length: what keeps its etag and its length as well nobody could tell from what was there.
        const content = `${String(story.count)} quick`.padEnd(old.length + 1, '.')
        story.discarded.add(old)
        story.written.add(content)
        pair.server.writeWithinSecond(action.path, content)
        return
      }
      const content = String(story.count).padEnd(old.length, '.').slice(0, Math.max(old.length, 1))
      if (content.length !== old.length || !content.startsWith(String(story.count))) return
      story.discarded.add(old)
      story.written.add(content)
      pair.disk.writeQuietly(action.path, content)
      return
    }
    case 'touch':
      if (action.side === 'disk' && action.path in tree) pair.disk.touch(action.path)
      return
    case 'makeDir':
      if (isFolder(folder) && !has(action.path)) side.makeDir(action.path)
      return
    case 'rename':
      if (!has(action.path) || has(action.to) || !isFolder(target)) return
      if (`${action.to}/`.startsWith(`${action.path}/`)) return
      side.rename(action.path, action.to)
      return
    case 'delete':
      if (!has(action.path)) return
      for (const [at, content] of Object.entries(tree)) {
        if (at === action.path || at.startsWith(`${action.path}/`)) story.discarded.add(content)
      }
      side.delete(action.path)
  }
}
