import { beforeEach, describe, expect, it } from 'vitest'
import { mergeListings } from './merge'
import { ROOT_ID } from './nodes'
import { Tree } from './tree'
import type { TreeNode } from './nodes'

let tree: Tree<TreeNode>

const node = (id: string, parentId: string, name: string, kind: TreeNode['kind'] = 'file'): TreeNode => ({
  id,
  parentId,
  name,
  kind
})

function merge(listings: Readonly<Record<string, readonly TreeNode[]>>): void {
  const all = Object.entries(listings).map(([folderId, children]) => ({ folderId, children }))
  mergeListings(tree, all, (listed) => listed)
}

const paths = (): readonly string[] => [...tree.nodes()].map(({ id }) => tree.path(id) ?? '').sort()

beforeEach(() => {
  tree = new Tree()
  merge({
    [ROOT_ID]: [node('a', ROOT_ID, 'a', 'folder'), node('b', ROOT_ID, 'b', 'folder')],
    a: [node('f', 'a', 'f'), node('g', 'a', 'g')]
  })
})

describe('complete listings brought into a tree', () => {
  it('are rejected, all of them, when they show one item twice: something moved meanwhile', () => {
    expect(() => {
      merge({ a: [node('f', 'a', 'f')], b: [node('f', 'b', 'f')] })
    }).toThrow('listed twice')
    expect(paths()).toEqual(['a', 'a/f', 'a/g', 'b'])
  })

  it('keep what moved from one listed folder into another, whichever comes first', () => {
    merge({ a: [node('g', 'a', 'g')], b: [node('f', 'b', 'f')] })
    merge({ b: [], a: [node('g', 'a', 'g'), node('f', 'a', 'renamed')] })
    expect(paths()).toEqual(['a', 'a/g', 'a/renamed', 'b'])
  })

  it('keep what exchanged its name with another', () => {
    merge({ a: [node('f', 'a', 'g'), node('g', 'a', 'f')] })
    expect([tree.path('f'), tree.path('g')]).toEqual(['a/g', 'a/f'])
  })

  it('are rejected, all of them, when two in a folder have one name', () => {
    expect(() => {
      merge({ b: [node('h', 'b', 'h')], a: [node('f', 'a', 'f'), node('g', 'a', 'f')] })
    }).toThrow('two of one name')
    expect(paths()).toEqual(['a', 'a/f', 'a/g', 'b'])
  })

  it('keep what is in folders that exchanged their names, though neither was listed', () => {
    merge({ b: [node('h', 'b', 'h')] })
    merge({ [ROOT_ID]: [node('a', ROOT_ID, 'b', 'folder'), node('b', ROOT_ID, 'a', 'folder')] })
    expect(paths()).toEqual(['a', 'a/h', 'b', 'b/f', 'b/g'])
  })

  it('keep what is in folders of one name that exchanged their places, though neither was listed', () => {
    merge({ a: [node('x', 'a', 'sub', 'folder')], b: [node('y', 'b', 'sub', 'folder')] })
    merge({ x: [node('in x', 'x', 'x')], y: [node('in y', 'y', 'y')] })
    merge({ a: [node('y', 'a', 'sub', 'folder')], b: [node('x', 'b', 'sub', 'folder')] })
    expect(paths()).toEqual(['a', 'a/sub', 'a/sub/y', 'b', 'b/sub', 'b/sub/x'])
  })

  it('keep what moved out of a folder that is gone into the one that has its name now, with all below it', () => {
    merge({ a: [node('sub', 'a', 'sub', 'folder')] })
    merge({ sub: [node('s', 'sub', 's')] })
    merge({ [ROOT_ID]: [node('new', ROOT_ID, 'a', 'folder')], new: [node('sub', 'new', 'sub', 'folder')] })
    expect(paths()).toEqual(['a', 'a/sub', 'a/sub/s'])
    expect(tree.get('a')).toBeUndefined()
  })

  it('drop what another item has taken the place of, though its folder was not listed', () => {
    merge({ b: [node('h', 'b', 'h')] })
    merge({ a: [node('f', 'a', 'f'), node('new', 'a', 'g')] })
    expect(tree.get('g')).toBeUndefined()
    expect(tree.path('new')).toBe('a/g')
  })

  it('drop what was in a folder that is a file now', () => {
    merge({ [ROOT_ID]: [node('a', ROOT_ID, 'a'), node('b', ROOT_ID, 'b', 'folder')] })
    expect(paths()).toEqual(['a', 'b'])
  })
})
