import { expect, test } from 'vitest'
import { formatDay, formatLatest, formatMoment, formatWhen } from './format'

const at = (text: string) => new Date(text).getTime()
const now = at('2026-11-30T12:00')

test.each([
  ['2026-11-30T09:05', 'i dag 09:05', 'today 09:05'],
  ['2026-11-29T23:59', 'i går 23:59', 'yesterday 23:59'],
  ['2026-11-28T08:00', '28 nov', '28 Nov'],
  ['2025-11-30T12:00', '30 nov 2025', '30 Nov 2025'],
  ['2026-12-24T15:00', '24 dec', '24 Dec']
])('in a list %s reads %s', (moment, swedish, english) => {
  expect([formatMoment(at(moment), 'sv', now), formatMoment(at(moment), 'en', now)]).toEqual([swedish, english])
})

test.each([
  ['2026-11-30T09:05', '09:05'],
  ['2026-11-29T23:59', 'i går 23:59'],
  ['2026-11-28T08:00', '28 nov']
])('of what was done last %s reads %s', (moment, text) => {
  expect(formatLatest(at(moment), 'sv', now)).toBe(text)
})

test.each([
  ['2026-11-30T09:05', '09:05'],
  ['2026-11-29T23:59', 'i går'],
  ['2026-11-28T08:00', '28 nov'],
  ['2024-02-29T08:00', '29 feb 2024']
])('in short %s reads %s', (moment, text) => {
  expect(formatWhen(new Date(moment).toISOString(), 'sv', now)).toBe(text)
})

test('the day after summer time began is one day ago, though it had 23 hours', () => {
  expect(formatMoment(at('2026-03-29T01:00'), 'sv', at('2026-03-30T00:30'))).toMatch(/^i går/)
  expect(formatDay(at('2026-03-29T01:00'), 'sv', at('2026-03-30T00:30'))).toMatch(/^I går, söndag 29 mars/)
})
