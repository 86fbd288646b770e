import { expect, test } from 'vitest'

import type { CallItem, Person } from '../../contract'
import { assemble, type Row } from './assemble'
import { nextUpdate } from './diff'

const anna: Person = { id: '@anna:x.test', name: 'Anna', ambiguous: false, avatarMxc: null }
const day = (date: number, hour = 9): number => new Date(2026, 10, date, hour).getTime()
const row = (id: string, ts: number): Row => ({
  kind: 'item',
  item: { kind: 'call', key: id, eventId: id, ts, sender: anna, call: 'ring' }
})
const change = (id: string, ts: number): Row => ({
  kind: 'change',
  eventId: id,
  ts,
  by: anna,
  change: { kind: 'joined', person: anna }
})
const keys = (
  rows: readonly Row[],
  marks = { firstUnreadEventId: null as string | null, atBeginning: false }
): readonly string[] => assemble(rows, marks).map(({ key }) => key)

test('each day has its line', () => {
  expect(keys([row('a', day(16)), row('b', day(16, 23)), row('c', day(17, 0))])).toEqual([
    'day:2026-11-16',
    'a',
    'b',
    'day:2026-11-17',
    'c'
  ])
})

test('a wrong clock that brings a day twice does not bring a key twice', () => {
  const all = keys([row('a', day(16)), row('b', day(17)), row('c', day(16))])
  expect(new Set(all).size).toBe(all.length)
})

test('neighbouring changes become one row, others not', () => {
  const items = assemble([change('a', day(16)), change('b', day(16)), row('c', day(16)), change('d', day(16))], {
    firstUnreadEventId: null,
    atBeginning: false
  })
  expect(items.map(({ kind }) => kind)).toEqual(['day', 'state', 'call', 'state'])
  expect(items[1]).toMatchObject({ changes: [{ eventId: 'a' }, { eventId: 'b' }] })
})

test('the unread mark stands before the first unread message, under its day', () => {
  expect(keys([row('a', day(16)), row('b', day(17))], { firstUnreadEventId: 'b', atBeginning: true })).toEqual([
    'beginning',
    'day:2026-11-16',
    'a',
    'day:2026-11-17',
    'unread',
    'b'
  ])
})

test('an update holds only what changed, and nothing when nothing did', () => {
  const item = (key: string, call: CallItem['call'] = 'ring'): CallItem => ({
    kind: 'call',
    key,
    eventId: key,
    ts: 0,
    sender: anna,
    call
  })
  const meta = {
    backwards: 'idle' as const,
    forwards: 'end' as const,
    typing: [],
    readOfLast: { people: [], count: 0, of: 1 },
    firstUnreadEventId: null,
    pinnedEventIds: [],
    loading: false
  }
  const key = { roomId: '!r', threadRootId: null }
  const first = nextUpdate(key, null, [item('a'), item('b')], meta, 1)
  expect(first?.update.kind).toBe('snapshot')
  const sent = first?.sent ?? null
  expect(nextUpdate(key, sent, [item('a'), item('b')], meta, 2)).toBeNull()
  expect(nextUpdate(key, sent, [item('a'), item('b', 'declined')], meta, 2)?.update).toEqual({
    kind: 'diff',
    key,
    seq: 2,
    put: [item('b', 'declined')]
  })
  expect(nextUpdate(key, sent, [item('b')], meta, 2)?.update).toEqual({
    kind: 'diff',
    key,
    seq: 2,
    put: [],
    order: ['b']
  })
})
