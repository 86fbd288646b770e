import type { Entry } from './conversation'
import type { Json } from './homeserver'

export type FileCardTarget = {
  readonly server: string
  readonly fileId: string
  readonly name: string
  readonly mime: string
  readonly sizeBytes: number
}

export type ContentDeps = {
  readonly matrixIdOf: (firstName: string) => string
  readonly nameOf: (firstName: string) => string
  /** Event id of an entry that was sent before. */
  readonly eventOf: (id: string) => string
  readonly senderOf: (id: string) => string
  /** The newest event of a thread, or its root. */
  readonly lastInThread: (root: string) => string
  readonly image: (file: string) => Promise<Json>
  readonly fileCard: (path: string) => Promise<FileCardTarget>
}

export type EventToSend = { readonly type: 'm.room.message' | 'm.reaction'; readonly content: Json }

/** An entry as the Matrix event that Samverk itself would send for it. */
export async function contentOf(entry: Entry, deps: ContentDeps): Promise<EventToSend> {
  const message = (content: Json): EventToSend => ({ type: 'm.room.message', content })
  switch (entry.kind) {
    case 'reaction': {
      const relation = { rel_type: 'm.annotation', event_id: deps.eventOf(entry.of), key: entry.key }
      return { type: 'm.reaction', content: { 'm.relates_to': relation } }
    }
    case 'edit':
      return message({
        msgtype: 'm.text',
        body: `* ${entry.text}`,
        'm.new_content': { msgtype: 'm.text', body: entry.text, 'm.mentions': {} },
        'm.mentions': {},
        'm.relates_to': { rel_type: 'm.replace', event_id: deps.eventOf(entry.of) }
      })
    case 'image':
      return message({ ...(await deps.image(entry.file)), body: entry.caption, 'm.mentions': {} })
    case 'file':
      return message(cardOf(await deps.fileCard(entry.path)))
    case 'text':
      return message({ ...textOf(entry, deps), ...relationOf(entry, deps) })
  }
}

type TextEntry = Extract<Entry, { kind: 'text' }>

function textOf({ text, mentions, replyTo }: TextEntry, deps: ContentDeps): Json {
  const people = mentions.filter((name) => name !== 'room')
  const replied = replyTo === undefined ? [] : [deps.matrixIdOf(deps.senderOf(replyTo))]
  const ids = [...new Set([...replied, ...people.map(deps.matrixIdOf)])]
  const mentioned = {
    ...(ids.length === 0 ? {} : { user_ids: ids }),
    ...(mentions.includes('room') ? { room: true } : {})
  }
  const formatted = people.reduce(
    (html, name) =>
      html.replace(
        `@${deps.nameOf(name)}`,
        `<a href="https://matrix.to/#/${deps.matrixIdOf(name)}">${deps.nameOf(name)}</a>`
      ),
    text
  )
  return {
    msgtype: 'm.text',
    body: text,
    ...(formatted === text ? {} : { format: 'org.matrix.custom.html', formatted_body: formatted }),
    'm.mentions': mentioned
  }
}

function relationOf({ replyTo, thread }: TextEntry, deps: ContentDeps): Json {
  if (thread !== undefined) {
    const relation = {
      rel_type: 'm.thread',
      event_id: deps.eventOf(thread),
      is_falling_back: true,
      'm.in_reply_to': { event_id: deps.lastInThread(thread) }
    }
    return { 'm.relates_to': relation }
  }
  return replyTo === undefined ? {} : { 'm.relates_to': { 'm.in_reply_to': { event_id: deps.eventOf(replyTo) } } }
}

/** contracts: the file card of a message. */
function cardOf({ server, fileId, name, mime, sizeBytes }: FileCardTarget): Json {
  return {
    msgtype: 'm.text',
    body: `${name} ${server}/index.php/f/${fileId}`,
    'm.mentions': {},
    'org.samverk.file': { version: 1, server, file_id: fileId, name, mime, size: sizeBytes }
  }
}
