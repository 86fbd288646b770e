import { expect, test } from 'vitest'

import { contentOf, sizeBytes, spread, treeOf } from './tree'

test('a tree of 1,000 files has 50 folders and no name twice', () => {
  const { folders, files } = treeOf(1_000)
  expect(folders).toHaveLength(50)
  expect(new Set(files).size).toBe(1_000)
  expect(files.at(-1)).toBe('mapp-49/fil-999.txt')
})

test('changes are spread over the tree', () => {
  const { files } = treeOf(1_000)
  const changed = spread(files, 20)
  expect(new Set(changed.map((name) => name.split('/')[0])).size).toBe(20)
})

test('every version of every file has a content of its own, of the right size', () => {
  const contents = ['a', 'b'].flatMap((name) => [1, 2].map((version) => contentOf(name, version)))
  expect(contents.every(({ length }) => length === sizeBytes)).toBe(true)
  expect(new Set(contents.map(String)).size).toBe(4)
})
