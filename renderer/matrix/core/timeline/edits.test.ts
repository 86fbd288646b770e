import { expect, test } from 'vitest'

import { applyEdits } from './edits'
import type { SeenEvent } from './seen'

const event = (over: Partial<SeenEvent>): SeenEvent => ({
  eventId: '$original',
  type: 'm.room.message',
  sender: '@anna:x.test',
  ts: 1000,
  content: { msgtype: 'm.text', body: 'före' },
  prevContent: {},
  stateKey: null,
  encrypted: false,
  failure: null,
  redaction: null,
  relation: null,
  txnId: null,
  ...over
})

const edit = (body: string, over: Partial<SeenEvent> = {}): SeenEvent =>
  event({
    eventId: `$${body}`,
    ts: 2000,
    content: { msgtype: 'm.text', body: `* ${body}`, 'm.new_content': { msgtype: 'm.text', body } },
    relation: { relType: 'm.replace', eventId: '$original', key: null, inReplyTo: null, isFallback: false },
    ...over
  })

const shown = (original: SeenEvent, edits: readonly SeenEvent[]): unknown => applyEdits(original, edits).content['body']

test('the latest edit counts', () => {
  expect(shown(event({}), [edit('b', { ts: 3000 }), edit('a')])).toBe('b')
})

test('with equal times the larger event id counts, in whatever order they came', () => {
  expect(shown(event({}), [edit('a'), edit('b')])).toBe('b')
  expect(shown(event({}), [edit('b'), edit('a')])).toBe('b')
})

test('an edit without m.new_content is ignored', () => {
  expect(shown(event({}), [edit('x', { content: { body: '* x' } })])).toBe('före')
})

test('an edit by somebody else, of another type, or of a state event is ignored', () => {
  expect(shown(event({}), [edit('x', { sender: '@mallory:x.test' })])).toBe('före')
  expect(shown(event({}), [edit('x', { type: 'm.sticker' })])).toBe('före')
  expect(shown(event({ stateKey: '' }), [edit('x')])).toBe('före')
  expect(shown(event({}), [edit('x', { stateKey: '' })])).toBe('före')
})

test('an edit of an edit is ignored', () => {
  const relation = { relType: 'm.replace', eventId: '$first', key: null, inReplyTo: null, isFallback: false }
  expect(shown(event({ relation }), [edit('x')])).toBe('före')
})

test('a deleted edit falls back to the one before', () => {
  expect(shown(event({}), [edit('a'), edit('b', { ts: 3000, redaction: { by: null, reason: null } })])).toBe('a')
})

test('an edit that cannot be read keeps the old text and is told', () => {
  const unreadable = edit('x', { encrypted: true, failure: 'waitingForKey', ts: 3000, content: {} })
  expect(applyEdits(event({ encrypted: true }), [unreadable])).toMatchObject({
    content: { body: 'före' },
    edited: false,
    hasUnreadableEdit: true
  })
})

test('an encrypted message is not edited in clear', () => {
  expect(shown(event({ encrypted: true }), [edit('x')])).toBe('före')
  expect(shown(event({ encrypted: true }), [edit('x', { encrypted: true })])).toBe('x')
})
