import type { TimelineItem, TimelineKey, TimelineMeta, TimelineUpdate } from '../../contract'

/** What the window has, by item key, as the text of each item: equal text means nothing to send. */
export type Sent = {
  readonly seq: number
  readonly order: readonly string[]
  readonly items: ReadonlyMap<string, string>
  readonly meta: string
}

const orderOf = (items: readonly TimelineItem[]): readonly string[] => items.map(({ key }) => key)

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((key, index) => key === b[index])

const remember = (seq: number, items: readonly TimelineItem[], meta: TimelineMeta): Sent => ({
  seq,
  order: orderOf(items),
  items: new Map(items.map((item) => [item.key, JSON.stringify(item)])),
  meta: JSON.stringify(meta)
})

/** The next update, or null when nothing changed. `before` null gives a snapshot. */
export const nextUpdate = (
  key: TimelineKey,
  before: Sent | null,
  items: readonly TimelineItem[],
  meta: TimelineMeta,
  seq: number
): { readonly update: TimelineUpdate; readonly sent: Sent } | null => {
  const sent = remember(seq, items, meta)
  if (before === null) return { update: { kind: 'snapshot', key, seq, items, meta }, sent }
  const put = items.filter((item) => before.items.get(item.key) !== sent.items.get(item.key))
  const sameOrder = isSame(before.order, sent.order)
  const sameMeta = before.meta === sent.meta
  if (put.length === 0 && sameOrder && sameMeta) return null
  const update = {
    kind: 'diff' as const,
    key,
    seq,
    put,
    ...(sameOrder ? {} : { order: sent.order }),
    ...(sameMeta ? {} : { meta })
  }
  return { update, sent }
}
