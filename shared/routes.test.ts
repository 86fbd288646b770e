import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findDeepLink, parseRoute } from './routes'

describe('parseRoute', () => {
  it.each([
    [
      'samverk://room/!abc%3Ainsjoverket.test',
      { kind: 'room', roomIdOrAlias: '!abc:insjoverket.test', eventId: undefined }
    ],
    [
      'samverk://room/%23allm%C3%A4nt%3Ainsjoverket.test/%24event',
      { kind: 'room', roomIdOrAlias: '#allmänt:insjoverket.test', eventId: '$event' }
    ],
    [
      'samverk://meet/mote.insjoverket.test/mote-abc123',
      { kind: 'meeting', host: 'mote.insjoverket.test', conference: 'mote-abc123' }
    ],
    ['samverk://file/moln.insjoverket.test/4711', { kind: 'file', host: 'moln.insjoverket.test', fileId: '4711' }]
  ])('reads %s', (link, route) => {
    expect(parseRoute(link)).toEqual(route)
  })

  it.each([
    'samverk://',
    'samverk://room/',
    'samverk://room/abc',
    'samverk://room/!a/$b/c',
    'samverk://meet/mote.insjoverket.test',
    'samverk://meet/evil.test%2F..%2F/x',
    'samverk://meet/mote.test/a%20b',
    'samverk://file/moln.test/12a',
    'samverk://signout/now',
    'samverk://room/%E0%A4%A',
    'https://insjoverket.test/',
    `samverk://room/!${'a'.repeat(3000)}`
  ])('does not understand %s', (link) => {
    expect(parseRoute(link)).toEqual({ kind: 'notUnderstood' })
  })

  it('answers whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `samverk://${text}`)
        ),
        (link) => {
          expect(['room', 'meeting', 'file', 'notUnderstood']).toContain(parseRoute(link).kind)
        }
      ),
      { numRuns: 500, verbose: true }
    )
  })
})

describe('findDeepLink', () => {
  it('finds the link wherever Chromium put it', () => {
    expect(findDeepLink(['/opt/samverk', '--flag', 'samverk://room/!a%3Ab.test', '.'])).toBe(
      'samverk://room/!a%3Ab.test'
    )
    expect(findDeepLink(['/opt/samverk', '--samverk://x'])).toBeUndefined()
  })
})
