import { readFileSync, statSync } from 'node:fs'

import { expect, test } from 'vitest'

import { groups, people } from '../stack/people'
import { calendarOf, soonMs } from './calendar'
import { dayOf, mondayOf, timeOn, weekdayOf, workdaysBefore } from './clock'
import { isMessage, parseConversation } from './conversation'
import { keysOf } from './encrypted'
import { deepestLevel, otherFiles, saraFiles } from './fileTree'
import { foldersOf } from './filesServer'
import { portraitPath } from './people'
import { readRooms } from './rooms'
import { sharedFiles, shares } from './sharing'

const seededMs = Date.UTC(2026, 10, 24, 9, 12)
const rooms = readRooms(seededMs)
const entries = rooms.flatMap(({ conversation }) => conversation.entries)

test('there are 300 messages, with threads, replies, edits, reactions, an image, a file card and a mention', () => {
  expect(entries.filter(isMessage)).toHaveLength(300)
  for (const kind of ['edit', 'reaction', 'image', 'file'] as const)
    expect(entries.some((entry) => entry.kind === kind)).toBe(true)
  const texts = entries.filter((entry) => entry.kind === 'text')
  expect(texts.some(({ thread }) => thread !== undefined)).toBe(true)
  expect(texts.some(({ replyTo }) => replyTo !== undefined)).toBe(true)
  expect(texts.some(({ mentions }) => mentions.includes('sara'))).toBe(true)
})

test('a direct chat and a channel are encrypted, all others are not', () => {
  const encrypted = rooms.filter(({ encryption }) => encryption === 'megolm')
  expect(encrypted.map(({ kind }) => kind).sort()).toEqual(['channel', 'direct'])
  expect(keysOf(encrypted, 'sara')).toBe(7)
  expect(keysOf(encrypted, 'oskar')).toBe(0)
})

test('everything was said before the seeding, in order, by members, and at a time of its own', () => {
  for (const { key, members, conversation } of rooms) {
    const times = conversation.entries.map(({ timeMs }) => timeMs)
    expect(times, key).toEqual([...times].sort((a, b) => a - b))
    expect(new Set(times).size, key).toBe(times.length)
    expect(times.at(-1), key).toBeLessThan(seededMs)
    for (const { sender } of conversation.entries) expect(members, key).toContain(sender)
  }
})

test('the same moment gives the same conversations', () => {
  expect(readRooms(seededMs)).toEqual(rooms)
})

test('a line that cannot be understood is an error that names it', () => {
  expect(() => parseConversation('== 1 08:00\nsara says nothing', seededMs)).toThrow('Line 2')
})

test('sara has 200 files with names of their own, in folders of 40 levels', () => {
  const paths = new Set(saraFiles.map(({ path }) => path))
  expect(paths.size).toBe(200)
  const depths = foldersOf(saraFiles).map((folder) => folder.split('/').length)
  expect(Math.max(...depths)).toBe(deepestLevel)
})

test('what is shared is there, by and with people and groups of the agency', () => {
  for (const { by, path, ...share } of shares) {
    const own = by === 'sara' ? saraFiles : (sharedFiles[by] ?? [])
    expect(
      own.some((file) => file.path === path || file.path.startsWith(`${path}/`)),
      path
    ).toBe(true)
    if (share.with !== undefined) expect([...people, ...groups].map(({ id }) => id)).toContain(share.with)
  }
})

test('the same file always has the same bytes, of its kind', () => {
  const begins: Readonly<Record<string, string>> = {
    odt: 'PK\x03\x04',
    ods: 'PK\x03\x04',
    odp: 'PK\x03\x04',
    docx: 'PK\x03\x04',
    xlsx: 'PK\x03\x04',
    pdf: '%PDF-1.4',
    png: '\x89PNG'
  }
  for (const file of [...saraFiles, ...otherFiles].filter(({ path }) => !path.startsWith('Mätstationer/'))) {
    const content = file.content()
    expect(content.equals(file.content()), file.path).toBe(true)
    const begin = begins[file.path.slice(file.path.lastIndexOf('.') + 1)] ?? ''
    expect(content.subarray(0, begin.length).toString('latin1'), file.path).toBe(begin)
  }
})

test('a meeting starts within the hour, and not at once', () => {
  for (let minute = 0; minute < 60; minute += 1) {
    const ahead = soonMs(seededMs + minute * 60_000) - (seededMs + minute * 60_000)
    expect(ahead).toBeGreaterThanOrEqual(10 * 60_000)
    expect(ahead).toBeLessThan(60 * 60_000)
  }
})

test('the calendar recurs on Mondays at a meeting address, without one of them, and has one that was declined', () => {
  const [sara] = people
  if (sara === undefined) throw new Error('The agency is empty')
  const person = { ...sara, address: 'sara.lindmark@insjoverket.test', matrixId: '@sara.lindmark:insjoverket.test' }
  const all = calendarOf(person, 'https://mote.insjoverket.test', seededMs).map(({ text }) => text)
  expect(all.filter((text) => text.includes('RRULE:FREQ=WEEKLY;BYDAY=MO'))).toHaveLength(1)
  expect(all.join('')).toContain('EXDATE;TZID=Europe/Stockholm:')
  expect(all.join('')).toContain('LOCATION:https://mote.insjoverket.test/')
  expect(all.filter((text) => text.includes('PARTSTAT=DECLINED'))).toHaveLength(1)
  expect(all.filter((text) => text.includes('DTSTART;VALUE=DATE:'))).toHaveLength(1)
})

test('working days are counted without Saturdays and Sundays, and hours are those of Stockholm', () => {
  const monday = { year: 2026, month: 11, day: 23 }
  expect(workdaysBefore(monday, 1)).toEqual({ year: 2026, month: 11, day: 20 })
  expect(weekdayOf(monday)).toBe(1)
  expect(mondayOf({ year: 2026, month: 11, day: 29 })).toEqual(monday)
  expect(timeOn(monday, 9, 0)).toBe(Date.UTC(2026, 10, 23, 8, 0))
  expect(timeOn({ year: 2026, month: 7, day: 1 }, 9, 0)).toBe(Date.UTC(2026, 6, 1, 7, 0))
  expect(dayOf(Date.UTC(2026, 6, 1, 22, 30))).toEqual({ year: 2026, month: 7, day: 2 })
})

test('every person has a small portrait', () => {
  for (const person of people) {
    const file = portraitPath({ ...person, address: '', matrixId: '' })
    expect(statSync(file).size).toBeLessThan(15_000)
    expect(readFileSync(file).subarray(1, 4).toString()).toBe('PNG')
  }
})

test('channels that everybody may enter and those for who is asked are both there, the secret one among the latter', () => {
  const channels = rooms.flatMap((room) => (room.kind === 'channel' ? [room] : []))
  const invited = channels.filter(({ entry }) => entry === 'invited').map(({ key }) => key)
  expect(invited).toEqual(['ledningsgruppen', 'upphandling'])
  expect(channels.length).toBeGreaterThan(invited.length)
})
