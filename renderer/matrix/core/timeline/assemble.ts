import type { CallItem, MessageItem, Person, StateChange, StateItem, TimelineItem } from '../../contract'

/** A row before days, marks and groups are put between. */
export type Row =
  | { readonly kind: 'item'; readonly item: MessageItem | CallItem }
  | {
      readonly kind: 'change'
      readonly eventId: string
      readonly ts: number
      readonly by: Person
      readonly change: StateChange
    }
  | { readonly kind: 'gap'; readonly key: string; readonly fetching: boolean }

export type Marks = {
  /** The row with this event id is the first unread one. */
  readonly firstUnreadEventId: string | null
  readonly atBeginning: boolean
}

const rowTs = (row: Row): number | null => (row.kind === 'gap' ? null : row.kind === 'item' ? row.item.ts : row.ts)

const rowEventId = (row: Row): string | null =>
  row.kind === 'gap' ? null : row.kind === 'item' ? row.item.eventId : row.eventId

/** Local calendar day as YYYY-MM-DD; also right on the days when the clock changes. */
const dayOf = (ts: number): string => {
  const date = new Date(ts)
  if (Number.isNaN(date.getTime())) return '1970-01-01'
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

const stateItem = (row: Row & { kind: 'change' }): StateItem => ({
  kind: 'state',
  key: `state:${row.eventId}`,
  ts: row.ts,
  changes: [{ eventId: row.eventId, by: row.by, change: row.change }]
})

/** Puts day lines, the unread mark and gaps between the rows, and joins neighbouring changes into one item. */
export const assemble = (rows: readonly Row[], marks: Marks): readonly TimelineItem[] => {
  const items: TimelineItem[] = marks.atBeginning ? [{ kind: 'beginning', key: 'beginning' }] : []
  const daysSeen = new Set<string>()
  let day: string | null = null
  for (const row of rows) {
    const ts = rowTs(row)
    const rowDay: string | null = ts === null ? day : dayOf(ts)
    if (ts !== null && rowDay !== null && rowDay !== day) {
      // A wrong clock on a server can bring a day twice: keys stay unique.
      items.push({ kind: 'day', key: daysSeen.has(rowDay) ? `day:${rowDay}:${items.length}` : `day:${rowDay}`, ts })
      daysSeen.add(rowDay)
      day = rowDay
    }
    const eventId = rowEventId(row)
    if (eventId !== null && eventId === marks.firstUnreadEventId) items.push({ kind: 'unreadMark', key: 'unread' })
    if (row.kind === 'gap') items.push({ kind: 'gap', key: row.key, fetching: row.fetching })
    else if (row.kind === 'item') items.push(row.item)
    else {
      const last = items.at(-1)
      if (last?.kind === 'state') {
        items[items.length - 1] = { ...last, changes: [...last.changes, ...stateItem(row).changes] }
      } else items.push(stateItem(row))
    }
  }
  return items
}
