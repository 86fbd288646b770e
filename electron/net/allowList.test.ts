import { describe, expect, it } from 'vitest'
import type { AllowedHost } from '../../shared/model/egress'
import { createAllowList } from './allowList'

const entry = (host: string, more: Partial<AllowedHost> = {}): AllowedHost => ({
  host,
  port: 443,
  kind: 'chat',
  rule: 'service',
  namedBy: 'insjoverket.test',
  ...more
})

describe('the allow-list', () => {
  it.each([
    ['matrix.insjoverket.test', 443, true],
    ['MATRIX.Insjoverket.Test', 443, true],
    ['matrix.insjoverket.test.', 443, true],
    ['matrix.insjoverket.test', 8443, false],
    ['a.matrix.insjoverket.test', 443, false],
    ['matrix.insjoverket.test.annanplats.test', 443, false],
    ['insjoverket.test', 443, false],
    ['', 443, false]
  ])('with one host: %s:%i -> %s', (host, port, allowed) => {
    const list = createAllowList()
    list.add([entry('matrix.insjoverket.test')])
    expect(list.find(host, port) !== undefined).toBe(allowed)
  })

  it.each([
    ['insjoverket.test', true],
    ['djup.ner.insjoverket.test', true],
    ['ejinsjoverket.test', false]
  ])('with the names below a domain: %s -> %s', (host, allowed) => {
    const list = createAllowList()
    list.add([entry('insjoverket.test', { subdomains: true })])
    expect(list.find(host, 443) !== undefined).toBe(allowed)
  })

  it('takes back exactly what was added, and an entry that two asked for stays for the other', () => {
    const list = createAllowList()
    const takeBack = list.add([entry('moln.insjoverket.test')])
    list.add([entry('moln.insjoverket.test')])
    takeBack()
    takeBack()
    expect(list.find('moln.insjoverket.test', 443)).toBeDefined()
  })

  it('refuses everything when it is empty', () => {
    expect(createAllowList().find('127.0.0.1', 443)).toBeUndefined()
  })
})
