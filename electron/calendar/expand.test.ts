import { describe, expect, it } from 'vitest'
import { expandMeetings } from './expand'

const at = (iso: string) => Date.parse(iso)
const options = {
  fromMs: at('2026-11-16T00:00:00Z'),
  toMs: at('2026-11-30T00:00:00Z'),
  meetingHost: 'mote.insjoverket.test',
  addresses: ['sara.lindmark@insjoverket.test']
}
const link = 'https://mote.insjoverket.test/mote-abc'

const calendar = (...events: string[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:test',
    ...events.flatMap((event) => [
      'BEGIN:VEVENT',
      ...event
        .trim()
        .split('\n')
        .map((line) => line.trim()),
      'END:VEVENT'
    ]),
    'END:VCALENDAR'
  ].join('\r\n')

const single = (more = '') => `
  UID:one@insjoverket.test
  DTSTART:20261117T090000Z
  DTEND:20261117T100000Z
  SUMMARY:Beredning
  LOCATION:Rum 4\\, ${link}
  ${more}`

describe('expandMeetings', () => {
  it('finds a meeting by its link, and drops what an invitation put after it', () => {
    const text = calendar(single('DESCRIPTION:x').replace(link, `${link}?jwt=stolen#config.x=1`))
    expect(expandMeetings(text, options)).toEqual([
      {
        id: `one@insjoverket.test ${at('2026-11-17T09:00:00Z')}`,
        title: 'Beredning',
        startMs: at('2026-11-17T09:00:00Z'),
        endMs: at('2026-11-17T10:00:00Z'),
        url: link
      }
    ])
  })

  it('expands a weekly meeting, without the week that was taken out and with the one that was moved', () => {
    const series = `
      UID:week@insjoverket.test
      DTSTART:20261102T080000Z
      DTEND:20261102T083000Z
      RRULE:FREQ=WEEKLY
      EXDATE:20261116T080000Z
      SUMMARY:Måndagsmöte
      LOCATION:${link}`
    const moved = `
      UID:week@insjoverket.test
      RECURRENCE-ID:20261123T080000Z
      DTSTART:20261124T080000Z
      DTEND:20261124T083000Z
      SUMMARY:Måndagsmöte (flyttat)
      LOCATION:${link}`
    const found = expandMeetings(calendar(series, moved), options)
    expect(found.map(({ title, startMs }) => [title, new Date(startMs).toISOString()])).toEqual([
      ['Måndagsmöte (flyttat)', '2026-11-24T08:00:00.000Z']
    ])
  })

  it.each([
    ['cancelled', 'STATUS:CANCELLED'],
    ['declined by the person', 'ATTENDEE;PARTSTAT=DECLINED:mailto:sara.lindmark@insjoverket.test']
  ])('leaves out what was %s', (_what, line) => {
    expect(expandMeetings(calendar(single(line)), options)).toEqual([])
  })

  it('keeps what somebody else declined', () => {
    const line = 'ATTENDEE;PARTSTAT=DECLINED:mailto:reza.karami@insjoverket.test'
    expect(expandMeetings(calendar(single(line)), options)).toHaveLength(1)
  })

  it('leaves out links to other servers', () => {
    expect(
      expandMeetings(calendar(single().replace('mote.insjoverket.test', 'mote.annanplats.test')), options)
    ).toEqual([])
  })

  it('throws on what is no calendar', () => {
    expect(() => expandMeetings('<html>', options)).toThrow()
  })
})
