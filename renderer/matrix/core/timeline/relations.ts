import type { EventTimelineSet, MatrixClient, MatrixEvent } from 'matrix-js-sdk'

import type { Person, Reaction } from '../../contract'
import { cleanText } from '../html/clean'
import { isPlain } from '../plain'
import { seeEvent, type SeenEvent } from './seen'

const NAMES_SHOWN = 20
const KEY_LENGTH = 40

/** Edits that were not loaded with the timeline but that the server bundled with the event, by event id. */
export class BundledEdits {
  private readonly events = new Map<string, MatrixEvent>()

  constructor(private readonly client: MatrixClient) {}

  get(event: MatrixEvent, whenReadable: () => void): MatrixEvent | null {
    const raw: unknown = event.getServerAggregatedRelation('m.replace')
    if (!isPlain(raw) || typeof raw['event_id'] !== 'string' || !isPlain(raw['content'])) return null
    const known = this.events.get(raw['event_id'])
    if (known !== undefined) return known
    const edit = this.client.getEventMapper({ preventReEmit: true, decrypt: false })({
      ...raw,
      room_id: event.getRoomId() ?? ''
    })
    this.events.set(raw['event_id'], edit)
    if (edit.isEncrypted()) void this.client.decryptEventIfNeeded(edit).then(whenReadable, whenReadable)
    return edit
  }
}

/** All events that claim to edit this one; `applyEdits` decides which of them count. */
export const editsOf = (
  set: EventTimelineSet,
  event: MatrixEvent,
  bundled: MatrixEvent | null
): readonly SeenEvent[] => {
  const id = event.getId()
  if (id === undefined) return []
  const found = new Map<string, MatrixEvent>()
  for (const type of ['m.room.message', 'm.room.encrypted']) {
    for (const edit of set.relations.getChildEventsForEvent(id, 'm.replace', type)?.getRelations() ?? []) {
      found.set(edit.getId() ?? '', edit)
    }
  }
  if (bundled !== null) found.set(bundled.getId() ?? '', bundled)
  return [...found.values()].filter((edit) => edit.status === null).map(seeEvent)
}

/** Reactions by key, in the order in which they first came. One person counts once per key. */
export const reactionsOf = (
  set: EventTimelineSet,
  eventId: string,
  ownUserId: string,
  person: (userId: string) => Person
): readonly Reaction[] => {
  const relations = set.relations.getChildEventsForEvent(eventId, 'm.annotation', 'm.reaction')?.getRelations() ?? []
  const byKey = new Map<string, Map<string, string>>()
  for (const event of [...relations].sort((a, b) => a.getTs() - b.getTs())) {
    const { relation, sender, redaction } = seeEvent(event)
    const key = cleanText(relation?.key, KEY_LENGTH).trim()
    if (key === '' || redaction !== null || sender === '') continue
    const users = byKey.get(key) ?? new Map<string, string>()
    if (!users.has(sender)) users.set(sender, event.getId() ?? '')
    byKey.set(key, users)
  }
  return Array.from(byKey, ([key, users]) => ({
    key,
    count: users.size,
    ownEventId: users.get(ownUserId) ?? null,
    people: [...users.keys()].slice(0, NAMES_SHOWN).map(person)
  }))
}
