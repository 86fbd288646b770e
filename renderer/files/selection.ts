/** Which items of a list are selected, and where the keyboard is. Pure: the same for files and for the trash. */
export interface Selection {
  readonly selected: ReadonlySet<string>
  readonly current: string | undefined
  readonly anchor: string | undefined
}

export type SelectHow = 'only' | 'toggle' | 'range'

/** The selection after one item was chosen: alone, in or out, or everything from the anchor to it. */
export function selectItem(before: Selection, keys: readonly string[], key: string, how: SelectHow): Selection {
  if (how === 'toggle') {
    const selected = new Set(before.selected)
    if (!selected.delete(key)) selected.add(key)
    return { selected, current: key, anchor: key }
  }
  const from = how === 'range' ? keys.indexOf(before.anchor ?? key) : -1
  const to = keys.indexOf(key)
  if (from < 0 || to < 0) return { selected: new Set([key]), current: key, anchor: key }
  const range = keys.slice(Math.min(from, to), Math.max(from, to) + 1)
  return { selected: new Set(range), current: key, anchor: before.anchor ?? key }
}

/** Everything; what was the anchor stays. */
export const selectAll = (before: Selection, keys: readonly string[]): Selection => ({
  ...before,
  selected: new Set(keys)
})

/** Only what is still there. */
export function keepSelected(before: Selection, keys: readonly string[]): Selection {
  const there = new Set(keys)
  const keep = (key: string | undefined) => (key !== undefined && there.has(key) ? key : undefined)
  return {
    selected: new Set([...before.selected].filter((key) => there.has(key))),
    current: keep(before.current),
    anchor: keep(before.anchor)
  }
}

/** The item that comes after some that go, or the last before them; undefined where none is left, or none went. */
export function itemAfter(keys: readonly string[], gone: readonly string[]): string | undefined {
  const isGone = new Set(gone)
  const last = keys.findLastIndex((key) => isGone.has(key))
  if (last < 0) return undefined
  return keys[last + 1] ?? keys.slice(0, last).findLast((key) => !isGone.has(key))
}

/** Where a key of the keyboard leads in a list of so many, in rows of so many columns; undefined for other keys. */
export function stepIn(
  key: string,
  index: number,
  { count, columns, rowsShown }: { readonly count: number; readonly columns: number; readonly rowsShown: number }
): number | undefined {
  const page = Math.max(1, rowsShown - 1) * columns
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: index + columns,
    ArrowUp: index - columns,
    PageDown: index + page,
    PageUp: index - page,
    Home: 0,
    End: count - 1,
    ...(columns > 1 && { ArrowRight: index + 1, ArrowLeft: index - 1 })
  }
  const to = steps[key]
  return to === undefined ? undefined : Math.max(0, Math.min(count - 1, to))
}
