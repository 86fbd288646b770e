import { addDays, dayOf, mondayOf, weekdayOf, type Day } from './clock'
import type { SeededPerson } from './people'

export type SeededEvent = { readonly uid: string; readonly text: string }

type Event = {
  readonly uid: string
  readonly title: string
  readonly lines: readonly string[]
}

const minuteMs = 60_000
const quarterMs = 15 * minuteMs

const two = (value: number): string => String(value).padStart(2, '0')
const date = ({ year, month, day }: Day): string => `${year}${two(month)}${two(day)}`
const local = (day: Day, hour: number, minute = 0): string => `${date(day)}T${two(hour)}${two(minute)}00`
const utc = (timeMs: number): string => new Date(timeMs).toISOString().replace(/[-:]|\.\d+/gu, '')
const at = (name: string, day: Day, hour: number, minute = 0): string =>
  `${name};TZID=Europe/Stockholm:${local(day, hour, minute)}`

/** The rules of Europe/Stockholm since 1996 (IANA time zone database). */
const zone = [
  'BEGIN:VTIMEZONE',
  'TZID:Europe/Stockholm',
  'BEGIN:DAYLIGHT',
  'DTSTART:19960331T020000',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'TZNAME:CEST',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'DTSTART:19961027T030000',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'TZNAME:CET',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE'
]

/** The next whole quarter that leaves at least ten minutes to get there; always within the hour. */
export const soonMs = (seededMs: number): number => Math.ceil((seededMs + 10 * minuteMs) / quarterMs) * quarterMs

/** One person's calendar around the seeding, as iCalendar (RFC 5545). */
export function calendarOf(person: SeededPerson, meetingsUrl: string, seededMs: number): readonly SeededEvent[] {
  const today = dayOf(seededMs)
  const monday = mondayOf(today)
  const onDay = (weekday: number): Day => addDays(monday, weekday - 1 + (weekdayOf(today) > 5 ? 7 : 0))
  const started = addDays(monday, -28)
  const cancelled = addDays(monday, 14)
  const soon = soonMs(seededMs)
  const organizer = 'ORGANIZER;CN=Linnéa Åkerby:mailto:linnea.akerby@insjoverket.test'
  const attendee = (answer: string): string => `ATTENDEE;CN=${person.name};PARTSTAT=${answer}:mailto:${person.address}`
  const weekly = [`LOCATION:${meetingsUrl}/veckomote-7kq2v9x4m3r8t5n6`, organizer, attendee('ACCEPTED')]
  const events: readonly Event[] = [
    {
      uid: 'veckomote',
      title: 'Veckomöte Sjödata 2026',
      lines: [
        at('DTSTART', started, 9),
        at('DTEND', started, 9, 45),
        'RRULE:FREQ=WEEKLY;BYDAY=MO',
        // One Monday is cancelled, as most calendars write it.
        at('EXDATE', cancelled, 9),
        ...weekly
      ]
    },
    {
      uid: 'avstamning',
      title: 'Avstämning kartportal',
      lines: [
        `DTSTART:${utc(soon)}`,
        `DTEND:${utc(soon + 45 * minuteMs)}`,
        `LOCATION:${meetingsUrl}/avstamning-4hx7p2d9w6c3k8ra`,
        organizer,
        attendee('ACCEPTED')
      ]
    },
    {
      uid: 'planeringsdag',
      title: 'Planeringsdag i Strandkanten',
      lines: [`DTSTART;VALUE=DATE:${date(onDay(4))}`, `DTEND;VALUE=DATE:${date(addDays(onDay(4), 1))}`]
    },
    {
      uid: 'remissmote',
      title: 'Genomgång av remissvar',
      lines: [
        at('DTSTART', onDay(2), 13),
        at('DTEND', onDay(2), 14, 30),
        `LOCATION:${meetingsUrl}/remissvar-9f3j6m2z8q5v7y4b`,
        organizer,
        attendee('ACCEPTED')
      ]
    },
    {
      uid: 'innebandy',
      title: 'Innebandy',
      lines: [
        at('DTSTART', onDay(2), 16, 30),
        at('DTEND', onDay(2), 17, 30),
        'LOCATION:Sporthallen',
        'ORGANIZER;CN=Oskar Thelander:mailto:oskar.thelander@insjoverket.test',
        attendee('DECLINED')
      ]
    },
    {
      uid: 'metadata',
      title: 'Arbetspass: metadata',
      lines: [at('DTSTART', onDay(3), 10), at('DTEND', onDay(3), 12)]
    },
    {
      uid: 'ledningsgrupp',
      title: 'Ledningsgruppens möte',
      lines: [at('DTSTART', onDay(5), 10), at('DTEND', onDay(5), 11, 30), 'LOCATION:Vassen']
    }
  ]
  return events.map((event) => ({ uid: uidOf(event, person), text: textOf(event, person, seededMs) }))
}

const uidOf = ({ uid }: Event, { id }: SeededPerson): string => `${uid}-${id}@samverk.test`

function textOf(event: Event, person: SeededPerson, seededMs: number): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Samverk//Seed//SV',
    ...zone,
    'BEGIN:VEVENT',
    `UID:${uidOf(event, person)}`,
    `DTSTAMP:${utc(seededMs)}`,
    `SUMMARY:${event.title}`,
    ...event.lines,
    'END:VEVENT',
    'END:VCALENDAR',
    ''
  ]
  return lines.join('\r\n')
}
