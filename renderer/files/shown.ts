import type { TrashItem } from '../../shared/model/files'
import type { Selection } from './selection'
import { sortItems, sortTrash, type Sort, type TrashColumn } from './sort'
import { filesStore, type FileItem, type FilesView } from './store'

interface Showing {
  readonly items: readonly FileItem[] | undefined
  readonly sort: Sort
  readonly deleting: readonly string[]
  readonly view: FilesView
}

const nothing: readonly FileItem[] = []

/** The items shown, in their order and without what is being deleted. The same array until something changes. */
export const shownItems: (state: Showing) => readonly FileItem[] = lastOf(
  ({ items, sort, deleting, view }) => [items, sort, deleting, view],
  ({ items = nothing, sort, deleting, view }) => {
    const left = withoutDeleting(items, deleting)
    // The views across folders come in the order that they are for.
    return view === 'folder' ? sortItems(left, sort) : left
  }
)

/** Their paths. */
export const shownPaths: (state: Showing) => readonly string[] = lastOf(
  (state) => [shownItems(state)],
  (state) => shownItems(state).map(({ path }) => path)
)

const selectedOf = lastOf(
  (state: Showing & Pick<Selection, 'selected'>) => [shownItems(state), state.selected],
  (state) => {
    const { selected } = state
    return selected.size === 0 ? nothing : shownItems(state).filter(({ path }) => selected.has(path))
  }
)

/** The selected items, in the order shown. */
export const selectedItems = (): readonly FileItem[] => selectedOf(filesStore.getState())

interface ShowingTrash {
  readonly trash: readonly TrashItem[] | undefined
  readonly trashSort: Sort<TrashColumn>
}

/** What is in the trash, in its order. The same array until something changes. */
export const shownTrash: (state: ShowingTrash) => readonly TrashItem[] = lastOf(
  ({ trash, trashSort }) => [trash, trashSort],
  ({ trash = [], trashSort }) => sortTrash(trash, trashSort)
)

/** Its ids. */
export const trashIds: (state: ShowingTrash) => readonly string[] = lastOf(
  (state) => [shownTrash(state)],
  (state) => shownTrash(state).map(({ id }) => id)
)

/** What is there by name, also what is being deleted: such a name is not free yet. */
export const namesHere = (): readonly string[] => (filesStore.getState().items ?? []).map(({ name }) => name)

const withoutDeleting = (items: readonly FileItem[], deleting: readonly string[]): readonly FileItem[] =>
  deleting.length === 0
    ? items
    : items.filter(({ path }) => !deleting.some((gone) => path === gone || path.startsWith(`${gone}/`)))

/** Remembers the last answer: a list of twenty thousand is not sorted again for every row that asks. */
function lastOf<State, Value>(partsOf: (state: State) => readonly unknown[], make: (state: State) => Value) {
  let last: { readonly parts: readonly unknown[]; readonly value: Value } | undefined
  return (state: State): Value => {
    const parts = partsOf(state)
    if (!last?.parts.every((part, index) => part === parts[index])) last = { parts, value: make(state) }
    return last.value
  }
}
