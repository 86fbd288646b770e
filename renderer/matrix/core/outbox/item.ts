import type { SendFailure } from '../../contract'
import { asPlain, isPlain, type Plain } from '../plain'

/** What is to be done. Contents are fixed when the item is queued; so is the transaction id. */
export type OutboxAction =
  | { readonly kind: 'event'; readonly type: string; readonly content: Plain }
  | { readonly kind: 'redact'; readonly eventId: string; readonly reason: string | null }
  | {
      readonly kind: 'file'
      /** The content but for url, file and thumbnail, which the upload adds. */
      readonly content: Plain
      readonly mime: string
      readonly sizeBytes: number
      readonly thumbnail: { readonly mime: string; readonly sizeBytes: number; readonly info: Plain } | null
    }

type OutboxState =
  | { readonly state: 'queued' }
  | { readonly state: 'failed'; readonly reason: SendFailure }
  /** Taken back after a try whose answer never came: if it turns up all the same, it is deleted. */
  | { readonly state: 'withdrawn' }

export type OutboxItem = {
  readonly txnId: string
  readonly roomId: string
  readonly threadRootId: string | null
  /** Items of a room go out in this order. */
  readonly order: number
  readonly queuedTs: number
  /** The room was encrypted when this was written: it never goes out in clear. */
  readonly mustEncrypt: boolean
  /** When it was first handed to the network: the server may have it. */
  readonly attemptedTs: number | null
  readonly action: OutboxAction
  readonly status: OutboxState
}

/** Names of the stored bytes of a file item. */
export const bytesName = (txnId: string, part: 'file' | 'thumbnail'): string => `${txnId}/${part}`

export const isOutboxItem = (value: unknown): value is OutboxItem =>
  isPlain(value) &&
  typeof value['txnId'] === 'string' &&
  typeof value['roomId'] === 'string' &&
  typeof value['order'] === 'number' &&
  isPlain(value['action']) &&
  ['event', 'redact', 'file'].includes(String(asPlain(value['action'])['kind'])) &&
  isPlain(value['status'])

/** After so long a server that had it would have shown it. */
export const WITHDRAWN_FOR_MS = 24 * 60 * 60 * 1000

/** The next item of a room to send: the oldest that did not fail. */
export const nextOf = (items: readonly OutboxItem[]): OutboxItem | null =>
  items
    .filter(({ status }) => status.state === 'queued')
    .reduce<OutboxItem | null>((first, item) => (first === null || item.order < first.order ? item : first), null)
