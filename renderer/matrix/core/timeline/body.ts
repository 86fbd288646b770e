import type { FileBody, ImageBody, MessageBody, RichNode } from '../../contract'
import { cleanName, cleanText, oneLine } from '../html/clean'
import { linkify } from '../html/linkify'
import { parseHtml, type ParseContext } from '../html/parse'
import { readMediaRef } from '../media/ref'
import { asCount, asPlain, asText, type Plain } from '../plain'
import { readFileCard, readMeetingCard } from './cards'
import type { SeenEvent } from './seen'

export type BodyContext = ParseContext & { readonly now: number }

/** Older apps put a quote of what is answered before the text; the reply preview shows it already. */
const withoutReplyFallback = (body: string, isReply: boolean): string =>
  isReply ? body.replace(/^> <@[^\n]*\n(?:>[^\n]*\n)*\n?/u, '') : body

const richText = (content: Plain, plain: string, context: BodyContext): readonly RichNode[] => {
  const html = asText(content['formatted_body'])
  if (html !== null && content['format'] === 'org.matrix.custom.html') {
    const nodes = parseHtml(html, context)
    if (nodes !== null && nodes.length > 0) return nodes
  }
  return linkify(plain)
}

/** A caption is there when `filename` is set and `body` says something else (client-server API, "Media captions"). */
const caption = (content: Plain, context: BodyContext): readonly RichNode[] => {
  const body = asText(content['body'])
  const fileName = asText(content['filename'])
  return body === null || fileName === null || body === fileName ? [] : richText(content, cleanText(body), context)
}

const fileName = (content: Plain): string => cleanName(content['filename'] ?? content['body'], 'fil')

const imageBody = (content: Plain, context: BodyContext): ImageBody | null => {
  const info = asPlain(content['info'])
  const media = readMediaRef(content['url'], content['file'], info['mimetype'])
  if (media === null) return null
  const thumbnailInfo = asPlain(info['thumbnail_info'])
  return {
    kind: 'image',
    name: fileName(content),
    caption: caption(content, context),
    media,
    thumbnail: readMediaRef(info['thumbnail_url'], info['thumbnail_file'], thumbnailInfo['mimetype']),
    widthPx: asCount(info['w']),
    heightPx: asCount(info['h']),
    sizeBytes: asCount(info['size'])
  }
}

const fileBody = (content: Plain, mediaKind: FileBody['mediaKind'], context: BodyContext): FileBody | null => {
  const info = asPlain(content['info'])
  const media = readMediaRef(content['url'], content['file'], info['mimetype'])
  if (media === null) return null
  return {
    kind: 'file',
    mediaKind,
    name: fileName(content),
    caption: caption(content, context),
    media,
    sizeBytes: asCount(info['size']),
    durationMs: asCount(info['duration'])
  }
}

const mediaBody = (content: Plain, context: BodyContext): MessageBody | null => {
  switch (content['msgtype']) {
    case 'm.image':
      return imageBody(content, context)
    case 'm.file':
      return fileBody(content, 'file', context)
    case 'm.audio':
      return fileBody(content, 'audio', context)
    case 'm.video':
      return fileBody(content, 'video', context)
    default:
      return null
  }
}

const STYLES: Readonly<Record<string, 'text' | 'notice' | 'emote'>> = {
  'm.text': 'text',
  'm.notice': 'notice',
  'm.emote': 'emote'
}

/** What a message says, from the content after edits. Total: unknown kinds show their plain body. */
export const toBody = (event: SeenEvent, content: Plain, context: BodyContext): MessageBody => {
  if (event.failure !== null) return { kind: 'undecryptable', reason: event.failure }
  const own = event.sender === context.ownUserId
  const special = readMeetingCard(content, own, context.now) ?? readFileCard(content) ?? mediaBody(content, context)
  if (special !== null) return special
  const isReply = event.relation?.inReplyTo !== null && event.relation !== null
  const plain = withoutReplyFallback(cleanText(content['body']), isReply)
  const style = STYLES[asText(content['msgtype']) ?? '']
  if (style === undefined) return { kind: 'unsupported', text: plain }
  return { kind: 'text', style, nodes: richText(content, plain, context), plain }
}

/** The message in one line: reply previews, room list, notifications. */
export const toOneLine = (body: MessageBody): string => {
  switch (body.kind) {
    case 'text':
      return oneLine(body.plain)
    case 'image':
    case 'file':
    case 'fileCard':
      return oneLine(body.name)
    case 'meetingCard':
      return oneLine(body.title)
    case 'unsupported':
      return oneLine(body.text)
    case 'redacted':
    case 'undecryptable':
      return ''
  }
}

export const mentionsUser = (content: Plain, userId: string): boolean => {
  const mentions = asPlain(content['m.mentions'])
  const users = mentions['user_ids']
  return mentions['room'] === true || (Array.isArray(users) && users.includes(userId))
}
