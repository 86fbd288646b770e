/**
 * A long list on its way from main to a page of the app: JSON in pieces. A list of twenty thousand objects would hold
 * the page up while it arrives and once more while it crosses into the page's world; text crosses at once, and the
 * pieces are read one by one, with time for other things between them.
 */
export type Pages<Item> = readonly string[] & {
  /** What the pieces hold; it is there for the compiler alone. */
  readonly items?: readonly Item[]
}

const pageSize = 250

export function toPages<Item>(items: readonly Item[]): Pages<Item> {
  const pages: string[] = []
  for (let from = 0; from < items.length; from += pageSize)
    pages.push(JSON.stringify(items.slice(from, from + pageSize)))
  return pages
}

/** Reads one piece. Main made it, so it is what it says. */
export const readPage = <Item>(pages: Pages<Item>, index: number): readonly Item[] =>
  JSON.parse(pages[index] ?? '[]') as readonly Item[]
