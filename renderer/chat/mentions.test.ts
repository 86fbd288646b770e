import { expect, test } from 'vitest'
import { completeMention, matchPeople, mentionTerm, toldApart } from './mentions'

const person = (id: string, name: string) => ({ id, name })
const johan = person('@johan:insjoverket.test', 'Johan Ekstrand')
const other = person('@johan.ekstrand:lansverket.test', 'Johan Ekstrand')
const ingrid = person('@ingrid:insjoverket.test', 'Ingrid Hallby')

test('only who has a namesake in the list gets a second line', () => {
  expect(toldApart([johan, ingrid, other]).map(({ detail }) => detail)).toEqual([johan.id, undefined, other.id])
  expect(toldApart(matchPeople([johan, ingrid, other], 'ing')).map(({ detail }) => detail)).toEqual([undefined])
})

test('what is typed after an @ is found by any of the names, and becomes the whole one', () => {
  expect(mentionTerm('Hej @eks', 8)).toBe('eks')
  expect(mentionTerm('johan@eks', 9)).toBeUndefined()
  expect(matchPeople([johan, ingrid], 'eks')).toEqual([johan])
  expect(completeMention('Hej @eks!', 8, 'eks', johan)).toBe('Hej @Johan Ekstrand !')
})
