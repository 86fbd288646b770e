import { describe, expect, it, vi } from 'vitest'
import { parseAddress } from './address'
import { nameServices, readManual, readWellKnown } from './discovery'

vi.mock('electron', () => ({ net: {}, session: {}, app: {} }))

const address = parseAddress('sara@insjoverket.test')!
const chat = { base_url: 'https://matrix.insjoverket.test/' }

describe('the well-known document', () => {
  it('names the agency’s servers', () => {
    const document = {
      'm.homeserver': chat,
      'org.samverk.services': {
        version: 1,
        name: 'Insjöverket',
        user: { files: '{address}' },
        files: { base_url: 'https://moln.insjoverket.test' },
        meetings: { base_url: 'https://mote.insjoverket.test/' }
      }
    }
    expect(readWellKnown(document, address)).toEqual({
      name: 'Insjöverket',
      domain: 'insjoverket.test',
      chat: { baseUrl: 'https://matrix.insjoverket.test', userId: '@sara:insjoverket.test' },
      files: { baseUrl: 'https://moln.insjoverket.test', loginName: 'sara@insjoverket.test' },
      meetings: { baseUrl: 'https://mote.insjoverket.test' }
    })
  })
  it('found for a bare domain waits for the name of who signs in', () => {
    const services = {
      version: 1,
      user: { matrix: '@{localpart}:{domain}', files: '{address}' },
      files: { base_url: 'https://moln.insjoverket.test' }
    }
    const found = readWellKnown(
      { 'm.homeserver': chat, 'org.samverk.services': services },
      parseAddress('insjoverket.test')!
    )!
    expect(nameServices(found, address)).toMatchObject({
      chat: { userId: '@sara:insjoverket.test' },
      files: { loginName: 'sara@insjoverket.test' }
    })
  })
  it('of an agency with Matrix and Jitsi alone is enough', () => {
    const document = { 'm.homeserver': chat, 'io.element.jitsi': { preferredDomain: 'mote.insjoverket.test' } }
    expect(readWellKnown(document, address)).toMatchObject({
      name: 'insjoverket.test',
      meetings: { baseUrl: 'https://mote.insjoverket.test' }
    })
  })
  it.each([
    [undefined],
    [null],
    ['text'],
    [{}],
    [{ 'm.homeserver': { base_url: 'http://matrix.insjoverket.test' } }],
    [{ 'm.homeserver': { base_url: 'javascript:alert(1)' } }],
    [{ 'm.homeserver': 7 }]
  ])('%j names no agency', (document) => {
    expect(readWellKnown(document, address)).toBeUndefined()
  })
  it('with one damaged entry keeps the others', () => {
    const services = { version: 1, name: 12, files: { base_url: 'ftp://moln' }, meetings: chat }
    const found = readWellKnown({ 'm.homeserver': chat, 'org.samverk.services': services }, address)
    expect(found).toMatchObject({ name: 'insjoverket.test', meetings: { baseUrl: 'https://matrix.insjoverket.test' } })
    expect(found?.files).toBeUndefined()
  })
})

describe('addresses typed by hand', () => {
  const typed = { address: 'sara@insjoverket.test', chat: '', files: '', meetings: '' }
  it('mean https, and only the chat is needed', () => {
    expect(readManual({ ...typed, chat: ' matrix.insjoverket.test ' }, address)).toMatchObject({
      ok: true,
      value: { chat: { baseUrl: 'https://matrix.insjoverket.test' } }
    })
  })
  it.each([
    [typed, { code: 'serverAddressInvalid', service: 'chat' }],
    [
      { ...typed, chat: 'http://matrix.insjoverket.test' },
      { code: 'serverAddressInvalid', service: 'chat' }
    ],
    [
      { ...typed, chat: 'matrix.insjoverket.test', files: 'file:///etc' },
      { code: 'serverAddressInvalid', service: 'files' }
    ]
  ])('%j is refused', (servers, error) => {
    expect(readManual(servers, address)).toEqual({ ok: false, error })
  })
})
