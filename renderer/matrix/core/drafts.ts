import type { Draft, TimelineKey } from '../contract'
import { asPlain, asText, asTexts, isPlain } from './plain'
import type { Records } from './store/records'

const nameOf = ({ roomId, threadRootId }: TimelineKey): string => `${roomId}\n${threadRootId ?? ''}`
const MAX_LENGTH = 64_000

const readRelation = (value: unknown): Draft['relation'] => {
  const relation = asPlain(value)
  const eventId = asText(relation['eventId'])
  if (eventId === null) return { kind: 'none' }
  return relation['kind'] === 'edit' ? { kind: 'edit', eventId } : { kind: 'reply', eventId }
}

/** What is being written, per conversation; on disk (encrypted) at once, since a draft is somebody's work. */
export class Drafts {
  constructor(private readonly records: Records) {}

  async get(key: TimelineKey): Promise<Draft | null> {
    const found = await this.records.read('draft', nameOf(key))
    if (found.state !== 'ok' || !isPlain(found.value)) return null
    const text = asText(found.value['text'])
    if (text === null) return null
    return { text, mentions: asTexts(found.value['mentions']), relation: readRelation(found.value['relation']) }
  }

  async set(key: TimelineKey, draft: Draft | null): Promise<void> {
    const empty = draft === null || (draft.text === '' && draft.relation.kind === 'none')
    const value = empty ? null : { ...draft, text: draft.text.slice(0, MAX_LENGTH) }
    await this.records.write([{ table: 'draft', name: nameOf(key), value }])
  }
}
