import { isPlain, type Plain } from '../plain'
import type { SeenEvent } from './seen'

export type EditResult = {
  /** The content to show. */
  readonly content: Plain
  readonly edited: boolean
  /** A newer edit exists that cannot be read. */
  readonly hasUnreadableEdit: boolean
}

const isOrdinary = (event: SeenEvent): boolean => event.stateKey === null && event.relation?.relType !== 'm.replace'

/** Later wins; with equal times the larger event id does (client-server API, "Event replacements"). */
const later = (a: SeenEvent, b: SeenEvent): SeenEvent =>
  b.ts > a.ts || (b.ts === a.ts && b.eventId > a.eventId) ? b : a

const isByAuthor = (original: SeenEvent, edit: SeenEvent): boolean =>
  edit.sender === original.sender &&
  edit.stateKey === null &&
  edit.redaction === null &&
  edit.relation?.relType === 'm.replace' &&
  edit.relation.eventId === original.eventId

/**
 * The content after edits, by the validity rules of the specification: same sender, same type, neither is state, the
 * original is no edit itself, `m.new_content` is there, and an encrypted message is only edited by an encrypted one.
 * What breaks a rule is ignored; an edit that cannot be read leaves the older text and says so.
 */
export const applyEdits = (original: SeenEvent, candidates: readonly SeenEvent[]): EditResult => {
  const unchanged = { content: original.content, edited: false, hasUnreadableEdit: false }
  if (!isOrdinary(original) || original.redaction !== null || original.failure !== null) return unchanged
  const allowed = candidates.filter((edit) => isByAuthor(original, edit) && (edit.encrypted || !original.encrypted))
  const readable = allowed.filter(
    (edit) => edit.failure === null && edit.type === original.type && isPlain(edit.content['m.new_content'])
  )
  const newest = readable.length === 0 ? null : readable.reduce(later)
  const unreadable = allowed.filter((edit) => edit.failure !== null)
  const hasUnreadableEdit = unreadable.some((edit) => newest === null || later(newest, edit) === edit)
  const newContent = newest?.content['m.new_content']
  return isPlain(newContent)
    ? { content: newContent, edited: true, hasUnreadableEdit }
    : { ...unchanged, hasUnreadableEdit }
}
