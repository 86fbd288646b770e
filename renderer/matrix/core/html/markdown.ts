import MarkdownIt from 'markdown-it'

import type { Mention, TextMessage } from '../../contract'
import type { Plain } from '../plain'
import { toLinkTarget } from './links'

/** HTML in what the person types stays text; only addresses of the allowed kinds become links. */
const renderer = new MarkdownIt({ html: false, linkify: false, breaks: true, typographer: false })
renderer.validateLink = (href) => toLinkTarget(href) !== null

const escaped = (text: string): string =>
  text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;').replace(/"/gu, '&quot;')

const permalink = (userId: string): string => `https://matrix.to/#/${encodeURIComponent(userId)}`

/** Private-use marks that stand for a mention while the markdown is rendered. */
const markOf = (index: number): string => `\ue000${index}\ue001`

const withMarks = (text: string, mentions: readonly Mention[]): string =>
  mentions.reduce((all, { label }, index) => (label === '' ? all : all.replaceAll(label, markOf(index))), text)

const withLinks = (html: string, mentions: readonly Mention[]): string =>
  mentions.reduce(
    (all, { userId, label }, index) =>
      all.replaceAll(markOf(index), `<a href="${permalink(userId)}">${escaped(label)}</a>`),
    html
  )

const withoutOneParagraph = (html: string): string => {
  const single = /^<p>([\s\S]*)<\/p>$/u.exec(html)
  return single?.[1] !== undefined && !single[1].includes('<p>') ? single[1] : html
}

/** The content of an m.room.message from what the person typed (client-server API, "m.text", "m.mentions"). */
export const toMessageContent = (message: TextMessage): Plain => {
  const isEmote = message.text.startsWith('/me ')
  const body = (isEmote ? message.text.slice(4) : message.text).replace(/[\ue000\ue001]/gu, '')
  const mentions = [...message.mentions].sort((a, b) => b.label.length - a.label.length)
  const html = withoutOneParagraph(withLinks(renderer.render(withMarks(body, mentions)).trim(), mentions))
  const isRich = html !== escaped(body).replace(/\n/gu, '<br>\n')
  const userIds = [...new Set(message.mentions.map(({ userId }) => userId))]
  return {
    msgtype: isEmote ? 'm.emote' : 'm.text',
    body,
    ...(isRich ? { format: 'org.matrix.custom.html', formatted_body: html } : {}),
    'm.mentions': {
      ...(userIds.length > 0 ? { user_ids: userIds } : {}),
      ...(message.mentionRoom === true ? { room: true } : {})
    }
  }
}
