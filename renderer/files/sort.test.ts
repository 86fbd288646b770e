import { expect, it } from 'vitest'
import type { SyncItem } from '../../shared/model/sync'
import { sortItems, type Sort } from './sort'

const item = (name: string, modifiedMs = 0, kind: SyncItem['kind'] = 'file'): SyncItem => ({
  ...{ path: name, name, kind, sizeBytes: name.length, modifiedMs },
  ...{ fileId: null, state: { kind: 'synced' } }
})
const items = [item('b 10', 3), item('b 9', 3), item('Ö', 9, 'folder'), item('a', 1), item('Z', 2, 'folder')]
const sorted = (sort: Sort) => sortItems(items, sort).map(({ name }) => name)

it('Folders come first, whatever the list is sorted by', () => {
  expect(sorted({ column: 'name', ascending: true })).toEqual(['Z', 'Ö', 'a', 'b 9', 'b 10'])
  expect(sorted({ column: 'name', ascending: false })).toEqual(['Ö', 'Z', 'b 10', 'b 9', 'a'])
})

it('Equal ones come by name', () => {
  expect(sorted({ column: 'modified', ascending: true })).toEqual(['Z', 'Ö', 'a', 'b 9', 'b 10'])
})
