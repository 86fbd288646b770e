import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, it, vi } from 'vitest'
import { openPolicy } from './policy'

const me = process.getuid?.() ?? 0
const services = { domain: 'insjoverket.test', 'm.homeserver': { base_url: 'https://matrix.insjoverket.test' } }
let file = ''

beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'samverk-policy-')), 'policy.json')
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})

const write = (document: unknown) => writeFileSync(file, JSON.stringify(document), { mode: 0o644 })

it('the valid entries hold and the rest is reported', () => {
  write({ Services: services, NoSuchSetting: true })
  expect(openPolicy(file, me)).toEqual({ Services: services })
  expect(console.error).toHaveBeenCalledWith(expect.stringContaining('NoSuchSetting'))
})

it.each([[null], ['text'], [[]], [{ Services: { domain: 'not a host' } }], [{ Services: 7 }]])(
  'a malformed document opens nothing: %j',
  (document) => {
    write(document)
    expect(openPolicy(file, me)).toEqual({})
  }
)

it('a file that others may write is no policy', () => {
  write({ Services: services })
  chmodSync(file, 0o666)
  expect(openPolicy(file, me)).toEqual({})
})

it('a file that somebody else owns is no policy', () => {
  write({ Services: services })
  expect(openPolicy(file, me + 1)).toEqual({})
})

it('no file is no policy', () => {
  expect(openPolicy(file, me)).toEqual({})
})
