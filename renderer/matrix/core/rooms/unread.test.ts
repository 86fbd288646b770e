import { expect, test } from 'vitest'

import { decideUnread } from './unread'

const facts = { total: 0, highlight: 0, threadTotal: 0, threadHighlight: 0, hasReadNewest: null, markedUnread: false }

test('what has been read counts for nothing, whatever a counter says', () => {
  expect(decideUnread({ ...facts, total: 5, highlight: 2, hasReadNewest: true })).toEqual({
    unread: 0,
    mentions: 0,
    hasUnreadMark: false
  })
})

test('unread threads count although the main timeline is read', () => {
  expect(decideUnread({ ...facts, total: 5, threadTotal: 2, threadHighlight: 1, hasReadNewest: true })).toMatchObject({
    unread: 2,
    mentions: 1
  })
})

test('something unread that does not count gives a mark', () => {
  expect(decideUnread({ ...facts, hasReadNewest: false })).toEqual({ unread: 0, mentions: 0, hasUnreadMark: true })
})

test('marked as unread by hand stays so', () => {
  expect(decideUnread({ ...facts, hasReadNewest: true, markedUnread: true }).hasUnreadMark).toBe(true)
})
