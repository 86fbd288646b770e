import { expect, test } from 'vitest'

import type { Occupant } from './roles'
import { afterPresence } from './roles'

const anna: Occupant = { nick: 'anna', jid: 'a@x/1', role: 'participant' }
const bo: Occupant = { nick: 'bo', jid: 'b@x/1', role: 'participant' }
const moderator = (person: Occupant): Occupant => ({ ...person, role: 'moderator' })

test('the first person who comes is made a moderator', () => {
  expect(afterPresence([], { ...anna, gone: false }).promote).toEqual(anna)
})

test('nobody else is promoted while there is a moderator', () => {
  const { occupants, promote } = afterPresence([moderator(anna)], { ...bo, gone: false })
  expect([occupants, promote]).toEqual([[moderator(anna), bo], undefined])
})

test('when the last moderator leaves, who has been there longest follows', () => {
  expect(afterPresence([bo, moderator(anna)], { ...moderator(anna), gone: true }).promote).toEqual(bo)
})

test('a changed role keeps the place in the list', () => {
  expect(afterPresence([anna, bo], { ...moderator(anna), gone: false }).occupants).toEqual([moderator(anna), bo])
})

test('a room is over when the last person leaves, whatever the focus does', () => {
  expect(afterPresence([anna], { ...anna, gone: true }).isOver).toBe(true)
  expect(afterPresence([], { nick: 'focus', jid: '', role: 'moderator', gone: false }).isOver).toBe(false)
})
