import type { MatrixEvent } from 'matrix-js-sdk'

import type { UndecryptableReason } from '../../contract'
import { asPlain, asText, isPlain, type Plain } from '../plain'
import { undecryptableReason } from './undecryptable'

/** An event as the pure functions of the timeline see it: plain, decrypted where possible, never throwing. */
export type SeenEvent = {
  readonly eventId: string
  readonly type: string
  readonly sender: string
  readonly ts: number
  /** The event's own content, without any edit. */
  readonly content: Plain
  readonly prevContent: Plain
  readonly stateKey: string | null
  /** It came encrypted from the server. */
  readonly encrypted: boolean
  readonly failure: UndecryptableReason | null
  readonly redaction: { readonly by: string | null; readonly reason: string | null } | null
  readonly relation: Relation | null
  readonly txnId: string | null
}

type Relation = {
  readonly relType: string | null
  readonly eventId: string | null
  readonly key: string | null
  readonly inReplyTo: string | null
  /** The reply is only there for apps without threads. */
  readonly isFallback: boolean
}

/** `m.relates_to` is in clear also when the rest is encrypted (client-server API, "Relationships and encryption"). */
const readRelation = (wire: Plain, content: Plain): Relation | null => {
  const raw = wire['m.relates_to'] ?? content['m.relates_to']
  if (!isPlain(raw)) return null
  return {
    relType: asText(raw['rel_type']),
    eventId: asText(raw['event_id']),
    key: asText(raw['key']),
    inReplyTo: asText(asPlain(raw['m.in_reply_to'])['event_id']),
    isFallback: raw['is_falling_back'] === true
  }
}

const readRedaction = (event: MatrixEvent): SeenEvent['redaction'] => {
  if (!event.isRedacted()) return null
  const because = asPlain(event.getUnsigned().redacted_because)
  return { by: asText(because['sender']), reason: asText(asPlain(because['content'])['reason']) }
}

export const seeEvent = (event: MatrixEvent): SeenEvent => {
  const content = asPlain(event.getOriginalContent())
  const unsigned = asPlain(event.getUnsigned())
  return {
    eventId: event.getId() ?? '',
    type: event.getType(),
    sender: event.getSender() ?? '',
    ts: Number.isFinite(event.getTs()) ? event.getTs() : 0,
    content,
    prevContent: asPlain(unsigned['prev_content']),
    stateKey: event.getStateKey() ?? null,
    encrypted: event.isEncrypted(),
    failure: event.isRedacted() ? null : undecryptableReason(event),
    redaction: readRedaction(event),
    relation: readRelation(asPlain(event.getWireContent()), content),
    txnId: asText(unsigned['transaction_id'])
  }
}
