/** A row of the page and the item that it shows at the moment. */
export interface Slot {
  readonly slot: number
  readonly key: string
}

/**
 * Which row of the page shows which item. To change a row's words is far cheaper than to build a row: the rows of items
 * that went out of sight are taken by those that came. The item of the focus keeps its row in any case, and others as
 * long as most do: then few rows are moved, while after a leap it is cheaper to move none. The same array while nothing
 * changes.
 */
export function assignSlots(before: readonly Slot[], keys: readonly string[], focused?: string): readonly Slot[] {
  if (before.length === keys.length && before.every(({ key }, index) => key === keys[index])) return before
  const there = new Set(keys)
  const staying = before.filter(({ key }) => there.has(key))
  const wanted = new Set(staying.length * 2 > before.length ? keys : focused === undefined ? [] : [focused])
  const kept = new Map(staying.filter(({ key }) => wanted.has(key)).map(({ key, slot }) => [key, slot]))
  // In the order of the page, so that as few rows as possible have to be moved in it.
  const free = before.filter(({ key }) => !there.has(key) || !wanted.has(key)).map(({ slot }) => slot)
  let fresh = Math.max(-1, ...before.map(({ slot }) => slot))
  return keys.map((key) => ({ key, slot: kept.get(key) ?? free.shift() ?? ++fresh }))
}
