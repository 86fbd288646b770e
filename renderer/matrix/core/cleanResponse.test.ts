import { expect, test } from 'vitest'

import { cleanResponse } from './cleanResponse'

const event = { type: 'm.room.message', content: { body: 'x' }, sender: '@a:b', event_id: '$1' }

test('what would make the SDK drop a whole answer is taken out, the rest stays', () => {
  const sync = {
    rooms: {
      join: {
        '!r': {
          summary: { 'm.heroes': 'not a list' },
          timeline: { events: [null, event, { ...event, content: 'text' }, { ...event, sender: 7 }, 'x'] },
          ephemeral: {
            events: [
              { type: 'm.receipt', content: { $1: { 'm.read': null } } },
              { type: 'm.typing', content: { user_ids: [] } }
            ]
          }
        }
      }
    }
  }
  cleanResponse(sync)
  const room = sync.rooms.join['!r']
  expect(room.timeline.events).toEqual([event])
  expect(room.ephemeral.events).toEqual([{ type: 'm.typing', content: { user_ids: [] } }])
  expect(room.summary).toEqual({})
})

test('a good answer is left as it is', () => {
  const answer = { chunk: [event], end: 't' }
  const before = structuredClone(answer)
  cleanResponse(answer)
  expect(answer).toEqual(before)
})
