import { expect, it } from 'vitest'
import type { SyncItem } from '../../shared/model/sync'
import type { TrashItem } from '../../shared/model/files'
import { nextSort, sortItems, sortTrash, type Sort, type TrashColumn } from './sort'

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

const deleted = (name: string, folder: string, deletedMs: number, kind: TrashItem['kind'] = 'file'): TrashItem => ({
  ...{ id: `${name}.d1`, name, folder, deletedMs, kind },
  sizeBytes: 100 - name.length
})
const trash = [deleted('b 10', '', 3), deleted('Ö', 'Å', 1, 'folder'), deleted('b 9', 'Avtal', 3), deleted('a', 'Å', 2)]
const sortedTrash = (column: TrashColumn, ascending: boolean) =>
  sortTrash(trash, { column, ascending }).map(({ name }) => name)

it('In the trash folders lie among the files; equal ones come by name, whichever way round', () => {
  expect(sortedTrash('deleted', false)).toEqual(['b 9', 'b 10', 'a', 'Ö'])
  expect(sortedTrash('deleted', true)).toEqual(['Ö', 'a', 'b 9', 'b 10'])
  expect(sortedTrash('name', false)).toEqual(['Ö', 'b 10', 'b 9', 'a'])
  expect(sortedTrash('folder', true)).toEqual(['b 10', 'b 9', 'a', 'Ö'])
  expect(sortedTrash('size', true)).toEqual(['b 10', 'b 9', 'a', 'Ö'])
})

it('A heading that sorts already turns the order round, and another begins anew', () => {
  const byName = { column: 'name', ascending: true } as const
  expect(nextSort<TrashColumn>(byName, 'name')).toEqual({ column: 'name', ascending: false })
  expect(nextSort<TrashColumn>({ ...byName, ascending: false }, 'size')).toEqual({ column: 'size', ascending: true })
  expect(nextSort<TrashColumn>(byName, 'deleted', false)).toEqual({ column: 'deleted', ascending: false })
})
