import { expect, it } from 'vitest'
import { translate } from '.'
import { lockHolder } from './lockHolder'

it.each(['sv', 'en'] as const)('a lock is a person’s, or an editor’s in which somebody works: %s', (language) => {
  const say = (lock: Parameters<typeof lockHolder>[0]) =>
    lockHolder(lock, (key, values) => translate(language, key, values))
  expect(say({ ownerName: 'Björn Ek' })).toBe('Björn Ek')
  expect(say({ ownerName: 'Text', isEditor: true })).toBe(language === 'sv' ? 'Någon i Text' : 'Somebody in Text')
})
