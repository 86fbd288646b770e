import fc from 'fast-check'
import { expect, test } from 'vitest'

import { cleanName, cleanText, oneLine } from './clean'

test('names lose what reorders, hides or stacks', () => {
  expect(cleanName('\u202eannA\u202c', '@x:y')).toBe('annA')
  expect(cleanName('\u2066Anna\u2069 Svensson', '@x:y')).toBe('Anna Svensson')
  expect(cleanName('Z\u0351\u0352\u0353\u0354\u0355\u0356\u0357\u0358', '@x:y').length).toBeLessThanOrEqual(5)
  expect(cleanName('  Åsa \n Öberg ', '@x:y')).toBe('Åsa Öberg')
})

test('a name that shows nothing, or is no text, becomes the id', () => {
  for (const name of ['', '   ', '\u200b\u2060', '\u3164', 42, null, {}, undefined])
    expect(cleanName(name, '@x:y')).toBe('@x:y')
})

test('an enormous name is cut', () => {
  expect(cleanName('a'.repeat(64_000), '@x:y').length).toBe(120)
})

test('text that turns directions cannot turn what stands after it', () => {
  expect(cleanText('fil\u202egnp.exe')).toBe('filgnp.exe')
  expect(cleanText('vanlig text\nandra raden')).toBe('vanlig text\nandra raden')
})

test('cleaning is total, bounded and changes nothing the second time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const once = cleanName(text, 'x')
      expect(cleanName(once, 'x')).toBe(once)
      expect(oneLine(text)).not.toMatch(/\n/u)
    })
  )
})
