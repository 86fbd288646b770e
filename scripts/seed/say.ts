import { contentOf, type ContentDeps, type EventToSend } from './content'
import type { Entry } from './conversation'
import { orMissing, type Homeserver } from './homeserver'
import type { People } from './people'
import type { SeededRoom } from './rooms'

export type OutgoingEvent = EventToSend & {
  readonly roomId: string
  /** First name. */
  readonly sender: string
  readonly timeMs: number
  /** The same for the same entry, so that the server knows a repeated request. */
  readonly transactionId: string
}

/** Sends one event and returns its id. */
export type Send = (event: OutgoingEvent) => Promise<string>

export type SayDeps = {
  readonly homeserver: Homeserver
  readonly people: People
  readonly send: Send
  readonly image: ContentDeps['image']
  readonly fileCard: ContentDeps['fileCard']
}

/** As the application service; the time is the entry's own. */
export const sendPlain =
  (homeserver: Homeserver, people: People): Send =>
  async ({ roomId, type, content, sender, timeMs, transactionId }) => {
    const path = `client/v3/rooms/${encodeURIComponent(roomId)}/send/${type}/${transactionId}`
    const { event_id: made } = await homeserver.call('PUT', path, {
      as: people.byFirstName(sender).matrixId,
      body: content,
      timeMs
    })
    return made as string
  }

/** Says what the room's conversation has and the room has not, in order, and sets who has read what. */
export async function sayAll(room: SeededRoom, roomId: string, deps: SayDeps): Promise<void> {
  const { people } = deps
  const { entries, read } = room.conversation
  const there = await alreadyThere(room, roomId, deps)
  const events = new Map<string, string>()
  const newestInThread = new Map<string, string>()
  const known = <T>(value: T | undefined, id: string): T => {
    if (value === undefined) throw new Error(`${room.key} has no earlier message called ${id}`)
    return value
  }
  const contentDeps: ContentDeps = {
    matrixIdOf: (name) => people.byFirstName(name).matrixId,
    nameOf: (name) => people.byFirstName(name).name,
    eventOf: (id) => known(events.get(id), id),
    senderOf: (id) => known(entries.find((entry) => entry.id === id)?.sender, id),
    lastInThread: (root) => newestInThread.get(root) ?? known(events.get(root), root),
    image: deps.image,
    fileCard: deps.fileCard
  }
  for (const entry of entries) {
    const { sender, timeMs, id } = entry
    const eventId =
      there.get(signOf(people.byFirstName(sender).matrixId, timeMs)) ??
      (await deps.send({
        ...(await contentOf(entry, contentDeps)),
        roomId,
        sender,
        timeMs,
        transactionId: `seed-${room.key}-${id}`
      }))
    events.set(id, eventId)
    if (entry.kind === 'text' && entry.thread !== undefined) newestInThread.set(entry.thread, eventId)
  }
  await setRead(room, roomId, deps, (entry) => known(events.get(entry), entry), read)
}

const signOf = (sender: string, timeMs: number): string => `${sender} ${Math.round(timeMs)}`

/** What an interrupted seeding has said: sender and time name an entry, since no two of a room share both. */
async function alreadyThere(
  { members }: SeededRoom,
  roomId: string,
  { homeserver, people }: SayDeps
): Promise<ReadonlyMap<string, string>> {
  const as = people.byFirstName(members[0] ?? '').matrixId
  const found = new Map<string, string>()
  let from: string | undefined
  do {
    const path = `client/v3/rooms/${encodeURIComponent(roomId)}/messages?dir=b&limit=100${from === undefined ? '' : `&from=${from}`}`
    const page = (await orMissing(homeserver.call('GET', path, { as }))) as
      | {
          chunk: readonly { sender: string; origin_server_ts: number; event_id: string; state_key?: string }[]
          end?: string
        }
      | undefined
    for (const event of page?.chunk ?? [])
      if (event.state_key === undefined) found.set(signOf(event.sender, event.origin_server_ts), event.event_id)
    from = page?.end
  } while (from !== undefined)
  return found
}

/** Those the conversation names have read so far as it says, all others everything. */
async function setRead(
  { members, conversation }: SeededRoom,
  roomId: string,
  { homeserver, people }: SayDeps,
  eventOf: (entry: string) => string,
  read: ReadonlyMap<string, string>
): Promise<void> {
  const newest: Entry | undefined = conversation.entries.at(-1)
  for (const name of members) {
    const entry = read.get(name) ?? newest?.id
    if (entry === undefined) continue
    const path = `client/v3/rooms/${encodeURIComponent(roomId)}/read_markers`
    const event = eventOf(entry)
    await homeserver.call('POST', path, {
      as: people.byFirstName(name).matrixId,
      body: { 'm.fully_read': event, 'm.read': event }
    })
  }
}
