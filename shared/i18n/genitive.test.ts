import { expect, it } from 'vitest'
import { firstName, genitive } from './genitive'

it.each([
  ['sv', 'Ingrid', 'Ingrids'],
  ['sv', 'Åsa', 'Åsas'],
  ['sv', 'Lars', 'Lars'],
  ['sv', 'Max', 'Max'],
  ['sv', 'Moritz', 'Moritz'],
  ['sv', 'ALEX', 'ALEX'],
  ['en', 'Ingrid', 'Ingrid’s'],
  ['en', 'James', 'James’s']
] as const)('in %s what %s has is %s', (language, name, whose) => {
  expect(genitive(name, language)).toBe(whose)
})

it.each([
  ['Ingrid Hallby', 'Ingrid'],
  ['  Ingrid\u00A0Hallby', 'Ingrid'],
  ['Bo', 'Bo'],
  ['', '']
])('the first name of %j is %j', (name, first) => {
  expect(firstName(name)).toBe(first)
})
