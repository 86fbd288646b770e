import { beforeEach, describe, expect, it } from 'vitest'
import { ROOT_ID } from './nodes'
import { Tree } from './tree'
import type { TreeNode } from './nodes'
import type { TreeChange } from './tree'

const node = (id: string, parentId: string, name: string, kind: TreeNode['kind'] = 'folder'): TreeNode => ({
  id,
  parentId,
  name,
  kind
})

let changes: TreeChange<TreeNode>[]
let tree: Tree<TreeNode>

beforeEach(() => {
  changes = []
  tree = new Tree((change) => changes.push(change))
  for (const each of [node('a', ROOT_ID, 'a'), node('b', 'a', 'b'), node('f', 'b', 'f', 'file')]) tree.put(each)
  changes.length = 0
})

describe('a tree that can not be made invalid (I10)', () => {
  it.each([
    ['noParent', node('x', 'nowhere', 'x')],
    ['parentIsFile', node('x', 'f', 'x')],
    ['nameTaken', node('x', 'a', 'b')],
    ['cycle', node('a', 'b', 'a')],
    ['cycle', node('a', 'a', 'a')]
  ])('refuses %s, and is as it was', (code, wrong) => {
    const before = [...tree.nodes()]
    expect(() => {
      tree.put(wrong)
    }).toThrow(expect.objectContaining({ code }))
    expect([...tree.nodes()]).toEqual(before)
    expect(tree.byPath('a/b/f')).toBe('f')
    expect(changes).toEqual([])
  })

  it('takes an item again in the place that it has, and under the root', () => {
    tree.put({ ...node('b', 'a', 'b') })
    tree.put(node('b', ROOT_ID, 'b'))
    expect([tree.path('f'), tree.byPath('a/b')]).toEqual(['b/f', undefined])
  })

  it('drops a folder with all below it, told one by one, and nothing twice', () => {
    tree.drop('a')
    tree.drop('a')
    expect(changes).toEqual([{ drop: 'f' }, { drop: 'b' }, { drop: 'a' }])
    expect(tree.size).toBe(0)
    // Another one with the same identity begins empty.
    tree.put(node('a', ROOT_ID, 'a'))
    expect([...tree.children('a')]).toEqual([])
  })

  it('leaves a name to who has it now when the one that had it before is put elsewhere', () => {
    tree.put(node('c', 'a', 'c'))
    tree.detach('b')
    tree.put(node('c', 'a', 'b'))
    tree.put(node('b', 'a', 'c'))
    expect([tree.byPath('a/b'), tree.byPath('a/c'), tree.byPath('a/c/f')]).toEqual(['c', 'b', 'f'])
  })

  it('knows its root, and nothing that is not there', () => {
    expect([tree.has(ROOT_ID), tree.has('f'), tree.has('x')]).toEqual([true, true, false])
    expect([tree.path(ROOT_ID), tree.path('x'), tree.byPath('a/x/f')]).toEqual(['', undefined, undefined])
    expect([tree.isWithin('f', 'a'), tree.isWithin('a', 'f'), tree.isWithin('f', ROOT_ID)]).toEqual([true, false, true])
  })
})
