/** The agency's time zone; a day and an hour in the texts are meant in it. */
const zone = 'Europe/Stockholm'
const dayMs = 24 * 60 * 60 * 1000

/** A day of the calendar, as it is written in Stockholm. */
export type Day = { readonly year: number; readonly month: number; readonly day: number }

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
  hourCycle: 'h23'
})

const read = (timeMs: number): Readonly<Record<string, number>> =>
  Object.fromEntries(parts.formatToParts(timeMs).map(({ type, value }) => [type, Number(value)]))

export function dayOf(timeMs: number): Day {
  const { year = 0, month = 0, day = 0 } = read(timeMs)
  return { year, month, day }
}

/** Milliseconds since 1970 of a wall-clock time in Stockholm. */
export function timeOn({ year, month, day }: Day, hour: number, minute: number): number {
  const asUtc = Date.UTC(year, month - 1, day, hour, minute)
  const seen = read(asUtc)
  const shown = Date.UTC(seen['year'] ?? 0, (seen['month'] ?? 1) - 1, seen['day'], seen['hour'], seen['minute'])
  return asUtc - (shown - asUtc)
}

/** The day so many days later (or earlier, when negative). */
export function addDays({ year, month, day }: Day, days: number): Day {
  const moved = new Date(Date.UTC(year, month - 1, day) + days * dayMs)
  return { year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() }
}

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = ({ year, month, day }: Day): number =>
  new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7

/** The working day so many working days before the given one. */
export function workdaysBefore(day: Day, count: number): Day {
  let found = day
  for (let left = count; left > 0;) {
    found = addDays(found, -1)
    if (weekdayOf(found) <= 5) left -= 1
  }
  return found
}

/** The Monday of the day's week. */
export const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day))
