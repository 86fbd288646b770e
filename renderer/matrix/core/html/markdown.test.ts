import { expect, test } from 'vitest'

import { toMessageContent } from './markdown'

test('plain text is sent without HTML', () => {
  expect(toMessageContent({ text: 'Hej & hå <b>', mentions: [] })).toEqual({
    msgtype: 'm.text',
    body: 'Hej & hå <b>',
    'm.mentions': {}
  })
})

test('markdown becomes HTML, and HTML that was typed stays text', () => {
  const content = toMessageContent({ text: '**Viktigt** <img src=x onerror=alert(1)>', mentions: [] })
  expect(content['formatted_body']).toBe('<strong>Viktigt</strong> &lt;img src=x onerror=alert(1)&gt;')
})

test('a link of a forbidden kind stays text', () => {
  expect(JSON.stringify(toMessageContent({ text: '[klick](javascript:alert(1))', mentions: [] }))).not.toContain('href')
})

test('a mention is a link in the text and an entry in m.mentions', () => {
  const content = toMessageContent({
    text: 'Hej @Anna Ek, se **4.2**',
    mentions: [{ userId: '@anna:insjoverket.test', label: '@Anna Ek' }]
  })
  expect(content).toMatchObject({
    body: 'Hej @Anna Ek, se **4.2**',
    formatted_body:
      'Hej <a href="https://matrix.to/#/%40anna%3Ainsjoverket.test">@Anna Ek</a>, se <strong>4.2</strong>',
    'm.mentions': { user_ids: ['@anna:insjoverket.test'] }
  })
})

test('the longer of two names that begin alike is the one meant', () => {
  const content = toMessageContent({
    text: '@Anna Ek',
    mentions: [
      { userId: '@a:x.test', label: '@Anna' },
      { userId: '@ae:x.test', label: '@Anna Ek' }
    ]
  })
  expect(content['formatted_body']).toBe('<a href="https://matrix.to/#/%40ae%3Ax.test">@Anna Ek</a>')
})

test('/me makes an emote', () => {
  expect(toMessageContent({ text: '/me nickar', mentions: [] })).toMatchObject({ msgtype: 'm.emote', body: 'nickar' })
})
