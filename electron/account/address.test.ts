import { describe, expect, it } from 'vitest'
import { parseAddress, suggestDomain } from './address'

describe('a work address', () => {
  it.each([
    ['sara.lindmark@insjoverket.test', 'sara.lindmark', 'insjoverket.test'],
    ['  Sara.Lindmark@Insjoverket.TEST ', 'sara.lindmark', 'insjoverket.test'],
    ['@sara:insjoverket.test', 'sara', 'insjoverket.test'],
    ['insjoverket.test', undefined, 'insjoverket.test'],
    ['sara@insjöverket.test', 'sara', 'xn--insjverket-hcb.test']
  ])('%s is understood', (typed, localpart, domain) => {
    expect(parseAddress(typed)).toEqual({
      address: localpart === undefined ? domain : `${localpart}@${domain}`,
      localpart,
      domain
    })
  })
  it.each([
    '',
    'sara',
    'sara@',
    '@insjoverket.test',
    'sara@insjoverket',
    'sara@127.0.0.1',
    'a b@insjoverket.test',
    'sara@insjoverket.test:8448',
    'sara@insjoverket.test/x',
    'a@b@insjoverket.test',
    'sara@-.test'
  ])('%j is not one', (typed) => {
    expect(parseAddress(typed)).toBeUndefined()
  })
})

it.each([
  ['insjoverkt.test', 'insjoverket.test'],
  ['insjovreket.test', 'insjoverket.test'],
  ['insjoverket.test', undefined],
  ['helt.annat.test', undefined]
])('%s most likely meant %s', (typed, meant) => {
  expect(suggestDomain(typed, ['insjoverket.test', 'fjallverket.test'])).toBe(meant)
})
