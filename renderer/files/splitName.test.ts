import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitName } from './splitName'

test.each([
  ['Plan.txt', 'Plan.txt', ''],
  ['Leveransspecifikation.odt', 'Leveransspecif', 'ikation.odt'],
  [
    'Remissammanställning (conflicted copy 2026-11-30 160823).txt',
    'Remissammanställning (conflicted copy 2026-11-30 ',
    '160823).txt'
  ],
  // An accent of its own, and a family that is one sign.
  ['Sammanställning för ka\u0308llorn3.txt', 'Sammanställning för k', 'a\u0308llorn3.txt'],
  ['Bild av en hel familj 👩\u200D👧 2026.png', 'Bild av en hel familj ', '👩\u200D👧 2026.png']
])('%s', (name, start, end) => {
  expect(splitName(name)).toEqual([start, end])
})

test('nothing is lost of any name, and no sign is torn apart', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (name) => {
      const [start, end] = splitName(name)
      expect(start + end).toBe(name)
      expect(end).not.toMatch(/^[\p{M}\u200D]/u)
    })
  )
})
