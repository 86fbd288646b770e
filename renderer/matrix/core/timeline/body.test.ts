import fc from 'fast-check'
import { expect, test } from 'vitest'

import { toBody, toOneLine } from './body'
import { readFileCard, readMeetingCard } from './cards'
import type { SeenEvent } from './seen'
import { toStateChange } from './stateChange'

const context = { ownUserId: '@jag:x.test', nameOf: (userId: string) => userId, now: 10 * 3_600_000 }
const seen = (content: Record<string, unknown>): SeenEvent => ({
  eventId: '$e',
  type: 'm.room.message',
  sender: '@anna:x.test',
  ts: 0,
  content,
  prevContent: {},
  stateKey: null,
  encrypted: false,
  failure: null,
  redaction: null,
  relation: null,
  txnId: null
})
const body = (content: Record<string, unknown>) => toBody(seen(content), content, context)

test('a file card is read as contracts.md says, and only with an https server', () => {
  const card = {
    version: 1,
    server: 'https://moln.x.test/',
    file_id: '4711',
    name: 'Budget.xlsx',
    mime: 'application/pdf',
    size: 5
  }
  const content = {
    msgtype: 'm.text',
    body: 'Budget.xlsx https://moln.x.test/index.php/f/4711',
    'org.samverk.file': card
  }
  expect(body(content)).toEqual({
    kind: 'fileCard',
    server: 'https://moln.x.test',
    fileId: '4711',
    name: 'Budget.xlsx',
    mime: 'application/pdf',
    sizeBytes: 5,
    url: 'https://moln.x.test/index.php/f/4711'
  })
  for (const server of ['http://moln.x.test', 'javascript:x', 7]) {
    expect(readFileCard({ ...content, 'org.samverk.file': { ...card, server } })).toBeNull()
  }
})

test('a live meeting card older than eight hours is ended', () => {
  const card = (startedTs: number) => ({
    'org.samverk.meeting': {
      version: 1,
      url: 'https://mote.x.test/a',
      state: 'live',
      started_ts: startedTs,
      title: 'Beredning'
    }
  })
  expect(readMeetingCard(card(9 * 3_600_000), false, context.now)?.state).toBe('live')
  expect(readMeetingCard(card(1), false, context.now)?.state).toBe('ended')
})

test('a caption is shown only where the file has a name of its own', () => {
  const media = { msgtype: 'm.image', url: 'mxc://x.test/abc', info: { mimetype: 'image/png', w: 10, h: '5' } }
  expect(body({ ...media, body: 'bild.png' })).toMatchObject({
    kind: 'image',
    name: 'bild.png',
    caption: [],
    widthPx: 10,
    heightPx: null
  })
  expect(body({ ...media, body: 'Titta!', filename: 'bild.png' })).toMatchObject({
    name: 'bild.png',
    caption: [{ text: 'Titta!' }]
  })
})

test('media from anywhere but an mxc address is shown as text', () => {
  expect(body({ msgtype: 'm.image', body: 'bild', url: 'https://tracker.test/x.png' })).toEqual({
    kind: 'unsupported',
    text: 'bild'
  })
})

test('unknown kinds of message show their text', () => {
  expect(body({ msgtype: 'x.future', body: 'Något nytt' })).toEqual({ kind: 'unsupported', text: 'Något nytt' })
})

test('no content makes it throw', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom(
          'msgtype',
          'body',
          'formatted_body',
          'format',
          'url',
          'file',
          'info',
          'filename',
          'org.samverk.file',
          'org.samverk.meeting',
          'm.mentions',
          '__proto__'
        ),
        fc.oneof(fc.jsonValue(), fc.constantFrom('m.text', 'm.image', 'org.matrix.custom.html', 'mxc://a/b'))
      ),
      (content) => {
        toOneLine(body(content))
        toStateChange({ ...seen(content), type: 'm.room.member', stateKey: '@x:y', prevContent: content }, (id) => ({
          id,
          name: id,
          ambiguous: false,
          avatarMxc: null
        }))
      }
    )
  )
})
