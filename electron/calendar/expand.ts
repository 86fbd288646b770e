import ICAL from 'ical.js'
import type { UpcomingMeeting } from '../../shared/model/calendar'
import { meetingLink } from './meetingLink'

const maxOccurrences = 2_000

interface ExpandOptions {
  readonly fromMs: number
  readonly toMs: number
  /** Only links to this host are meetings of ours. */
  readonly meetingHost: string
  /** The person's own addresses, to leave out what was declined. */
  readonly addresses: readonly string[]
}

/**
 * The meetings of one calendar object (RFC 5545) that touch the time asked for, recurrences expanded here since not
 * every server does. Cancelled and declined ones are left out, and whole days. Throws when the text is no calendar.
 */
export function expandMeetings(
  text: string,
  { fromMs, toMs, meetingHost, addresses }: ExpandOptions
): UpcomingMeeting[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[])
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone)
  const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component))
  const exceptions = events.filter((event) => event.isRecurrenceException())
  const masters = events.filter((event) => !event.isRecurrenceException())
  for (const master of masters)
    for (const exception of exceptions) if (exception.uid === master.uid) master.relateException(exception)
  // A single changed occurrence may come without its series.
  const alone = exceptions.filter(({ uid }) => !masters.some((master) => master.uid === uid))

  const asMeeting = (event: ICAL.Event, start: ICAL.Time, end: ICAL.Time): UpcomingMeeting[] => {
    const startMs = start.toJSDate().getTime()
    const endMs = end.toJSDate().getTime()
    if (start.isDate || endMs < fromMs || startMs > toMs || isOff(event, addresses)) return []
    const url = meetingLink(event.component, meetingHost)
    const title = event.summary.trim()
    return url === undefined
      ? []
      : [{ id: `${event.uid} ${startMs}`, title: title === '' ? url : title, startMs, endMs, url }]
  }
  const found: UpcomingMeeting[] = []
  for (const master of masters) {
    if (!master.isRecurring()) {
      found.push(...asMeeting(master, master.startDate, master.endDate))
      continue
    }
    const iterator = master.iterator()
    for (let count = 0; count < maxOccurrences; count++) {
      const next = iterator.next() as ICAL.Time | undefined
      if (!next || next.toJSDate().getTime() > toMs) break
      const { item, startDate, endDate } = master.getOccurrenceDetails(next)
      found.push(...asMeeting(item, startDate, endDate))
    }
  }
  for (const event of alone) found.push(...asMeeting(event, event.startDate, event.endDate))
  return found
}

function isOff(event: ICAL.Event, addresses: readonly string[]): boolean {
  if (String(event.component.getFirstPropertyValue('status') ?? '').toUpperCase() === 'CANCELLED') return true
  const own = event.component.getAllProperties('attendee').filter((attendee) => {
    const address = String(attendee.getFirstValue() ?? '')
      .replace(/^mailto:/i, '')
      .toLowerCase()
    return addresses.includes(address)
  })
  return own.some((attendee) => {
    // The type says that it is always there.
    const answer: unknown = attendee.getFirstParameter('partstat')
    return typeof answer === 'string' && answer.toUpperCase() === 'DECLINED'
  })
}
