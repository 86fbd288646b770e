import { expect, it, vi } from 'vitest'
import { externalUrl } from './openExternal'

vi.mock('electron', () => ({ shell: {}, dialog: {}, app: {}, BrowserWindow: {} }))

it.each([
  ['https://annanplats.test/a?b#c', true],
  ['mailto:sara@insjoverket.test', true],
  ['http://annanplats.test/', false],
  ['https://sara:hemligt@annanplats.test/', false],
  ['https://annanplats.test/\n--flagga', false],
  [`https://annanplats.test/${'a'.repeat(2_048)}`, false],
  ['file:///etc/passwd', false],
  ['javascript:alert(1)', false],
  ['data:text/html,hej', false],
  ['smb://annanplats.test/', false],
  ['samverk-app://main/', false],
  ['ms-msdt:/id', false],
  ['//annanplats.test', false],
  ['', false]
])('%s may be opened in the browser: %s', (text, allowed) => {
  expect(externalUrl(text) !== undefined).toBe(allowed)
})
