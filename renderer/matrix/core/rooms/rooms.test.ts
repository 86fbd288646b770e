import { expect, test } from 'vitest'

import { meetingWidget, readMeeting } from '../commands/meetings'
import { createOptions } from '../commands/rooms'
import { toFirstSummary } from '../firstList'
import { nameSkeleton } from '../people'
import { compareChildren } from './spaces'

test('a team’s channels come in the team’s order, then by age, then by id', () => {
  const child = (roomId: string, order: string | null, ts = 0) => ({ roomId, order, ts })
  const sorted = [child('d', null, 2), child('c', null, 1), child('b', 'b'), child('a', 'a')].sort(compareChildren)
  expect(sorted.map(({ roomId }) => roomId)).toEqual(['a', 'b', 'c', 'd'])
})

test('names that look alike are found alike', () => {
  expect(nameSkeleton('Аnna Ek')).toBe(nameSkeleton('Anna\u200b Ek'))
  expect(nameSkeleton('Anna Ek')).not.toBe(nameSkeleton('Arne Ek'))
})

test('a room’s meeting is the widget that Element writes, and survives the way back', () => {
  const meeting = { conferenceId: 'beredning-abc', domain: 'mote.insjoverket.test', name: 'Beredning' }
  const widget = meetingWidget(meeting, '@anna:insjoverket.test')
  expect(widget).toMatchObject({
    type: 'jitsi',
    data: { conferenceId: 'beredning-abc', domain: 'mote.insjoverket.test' }
  })
  expect(readMeeting(widget)).toEqual(meeting)
})

test('a widget that is taken away, of another kind or with a strange address is no meeting', () => {
  const data = { conferenceId: 'a', domain: 'mote.x.test' }
  for (const content of [
    {},
    null,
    { type: 'm.custom', data },
    { type: 'jitsi', data: { ...data, domain: 'evil.test/path' } },
    { type: 'jitsi', data: { ...data, conferenceId: '../x?y' } }
  ]) {
    expect(readMeeting(content)).toBeNull()
  }
})

test('a new channel is encrypted when asked to be, and a team’s channel is open to its members', () => {
  const room = {
    name: 'Allmänt',
    inviteUserIds: [],
    kind: 'channel',
    teamId: '!team',
    encrypted: true,
    access: 'team'
  } as const
  const types = createOptions(room, 'x.test').initial_state?.map(({ type }) => type)
  expect(types).toEqual(expect.arrayContaining(['m.room.encryption', 'm.room.join_rules', 'm.space.parent']))
  expect(createOptions({ ...room, kind: 'team' }, 'x.test').creation_content).toEqual({ type: 'm.space' })
})

test('a row of the first list is made of anything, and claims no rights', () => {
  expect(toFirstSummary('!r', null)).toMatchObject({
    id: '!r',
    name: '!r',
    kind: 'channel',
    can: { sendMessage: false }
  })
  expect(
    toFirstSummary('!r', { name: 42, is_dm: true, heroes: [{ user_id: '@a:x', displayname: 'Anna' }] })
  ).toMatchObject({ name: 'Anna', kind: 'direct', directUserId: '@a:x' })
})
