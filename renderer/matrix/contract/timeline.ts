import type { RichNode } from './html'
import type { Person } from './rooms'

/** Where media is, and how to open it. Encrypted media carries its key; plain data, so the window can ask for it. */
export type MediaRef = {
  readonly mxc: string
  readonly mime: string
  readonly encryption: EncryptedFileInfo | null
}

/** EncryptedFile of the specification (client-server API, "Sending encrypted attachments"), version v2. */
export type EncryptedFileInfo = {
  readonly key: string
  readonly iv: string
  readonly sha256: string
}

export type Reaction = {
  readonly key: string
  readonly count: number
  /** Set when the signed-in person reacted: the event that `unreact` takes away. */
  readonly ownEventId: string | null
  /** Names for the tooltip, at most 20. */
  readonly people: readonly Person[]
}

export type SendState =
  | { readonly state: 'sent' }
  | { readonly state: 'queued' }
  | { readonly state: 'uploading'; readonly sentBytes: number; readonly totalBytes: number }
  | { readonly state: 'sending' }
  | { readonly state: 'failed'; readonly reason: SendFailure }

/** A key for the text that the person sees. */
export type SendFailure = 'forbidden' | 'tooLarge' | 'rejected' | 'unverifiedIdentity' | 'roomGone' | 'fileGone'

export type Shield = { readonly level: 'none' } | { readonly level: 'grey' | 'red'; readonly reason: ShieldReason }

export type ShieldReason =
  | 'unknown'
  | 'unverifiedIdentity'
  | 'unsignedDevice'
  | 'unknownDevice'
  | 'authenticityNotGuaranteed'
  | 'mismatchedSender'
  | 'verificationViolation'
  | 'sentInClear'

export type UndecryptableReason =
  /** The key may still come. */
  | 'waitingForKey'
  /** The recovery code has not been given on this computer. */
  | 'recoveryNeeded'
  /** Older than this computer, and there is no key backup. */
  | 'noBackup'
  /** Sent before the person joined. */
  | 'beforeJoin'
  /** The sender's app withheld the key from this unverified computer. */
  | 'withheldUnverified'
  | 'withheld'
  /** The sender's identity changed, or the sending device is not signed. */
  | 'senderNotTrusted'
  | 'broken'

export type ReplyPreview = {
  readonly eventId: string
  /** Null while the event is being fetched or when it is gone. */
  readonly sender: Person | null
  readonly text: string
  readonly state: 'ready' | 'loading' | 'gone' | 'undecryptable'
}

export type ThreadSummary = {
  readonly rootId: string
  readonly replies: number
  readonly lastTs: number
  readonly lastSender: Person | null
  readonly lastText: string
  readonly people: readonly Person[]
  readonly unread: number
  readonly mentions: number
}

export type ImageBody = {
  readonly kind: 'image'
  readonly name: string
  readonly caption: readonly RichNode[]
  readonly media: MediaRef
  readonly thumbnail: MediaRef | null
  /** From the sender: reserve this place before the picture is there. Null when unknown. */
  readonly widthPx: number | null
  readonly heightPx: number | null
  readonly sizeBytes: number | null
}

export type FileBody = {
  readonly kind: 'file'
  readonly mediaKind: 'file' | 'audio' | 'video'
  readonly name: string
  readonly caption: readonly RichNode[]
  readonly media: MediaRef
  readonly sizeBytes: number | null
  readonly durationMs: number | null
}

/** contracts.md section 4, "File card". */
export type FileCardBody = {
  readonly kind: 'fileCard'
  readonly server: string
  readonly fileId: string
  readonly name: string
  readonly mime: string
  readonly sizeBytes: number | null
  /** The link that works in a browser. */
  readonly url: string | null
}

/** contracts.md section 4, "Live meeting card". */
export type MeetingCardBody = {
  readonly kind: 'meetingCard'
  readonly url: string
  readonly state: 'live' | 'ended'
  readonly title: string
  readonly startedTs: number
  readonly endedTs: number | null
  /** The signed-in person started it, so may end it. */
  readonly own: boolean
}

type TextBody = {
  readonly kind: 'text'
  readonly style: 'text' | 'notice' | 'emote'
  readonly nodes: readonly RichNode[]
  /** Plain text, for copying and for editing. */
  readonly plain: string
}

export type MessageBody =
  | TextBody
  | ImageBody
  | FileBody
  | FileCardBody
  | MeetingCardBody
  | { readonly kind: 'redacted'; readonly by: Person | null; readonly reason: string | null }
  | { readonly kind: 'undecryptable'; readonly reason: UndecryptableReason }
  | { readonly kind: 'unsupported'; readonly text: string }

export type MessageItem = {
  readonly kind: 'message'
  /** Stays the same from local echo to server echo: use it as the React key. */
  readonly key: string
  /** Null until the server has given it an id. */
  readonly eventId: string | null
  /** Outbox item behind a message that is not sent yet. */
  readonly txnId: string | null
  readonly sender: Person
  readonly own: boolean
  readonly ts: number
  readonly body: MessageBody
  readonly edited: boolean
  /** An edit exists that cannot be read: the text shown is older. */
  readonly hasUnreadableEdit: boolean
  readonly mentionsMe: boolean
  readonly reply: ReplyPreview | null
  readonly reactions: readonly Reaction[]
  readonly thread: ThreadSummary | null
  readonly send: SendState
  readonly shield: Shield
  /** People whose latest receipt stands here (not the sender, not oneself), at most 20. */
  readonly readBy: readonly Person[]
  readonly can: { readonly edit: boolean; readonly redact: boolean; readonly reply: boolean; readonly react: boolean }
}

/** One thing that happened in the room. The text is made in the window from kind and names. */
export type StateChange =
  | { readonly kind: 'joined' | 'left' | 'invited' | 'rejectedInvite' | 'knocked'; readonly person: Person }
  | { readonly kind: 'removed' | 'banned' | 'unbanned'; readonly person: Person; readonly reason: string | null }
  | { readonly kind: 'renamed'; readonly from: string; readonly to: string }
  | { readonly kind: 'avatarChanged' }
  | { readonly kind: 'roomCreated' | 'encryptionOn' | 'roomAvatar' | 'pinned' | 'permissions' | 'visibility' }
  | { readonly kind: 'roomName' | 'roomTopic'; readonly to: string }
  | { readonly kind: 'roomReplaced'; readonly roomId: string }
  | { readonly kind: 'meetingSet' | 'workspaceSet' }

export type StateItem = {
  readonly kind: 'state'
  readonly key: string
  readonly ts: number
  /** Neighbouring changes, oldest first, each with who did it. */
  readonly changes: readonly { readonly eventId: string; readonly by: Person; readonly change: StateChange }[]
}

export type CallItem = {
  readonly kind: 'call'
  readonly key: string
  readonly eventId: string
  readonly ts: number
  readonly sender: Person
  readonly call: 'ring' | 'declined' | 'legacyCall'
}

export type TimelineItem =
  | MessageItem
  | StateItem
  | CallItem
  /** Start of a day in local time. */
  | { readonly kind: 'day'; readonly key: string; readonly ts: number }
  /** "Nytt": what follows came after the person's last reading when the room was opened. */
  | { readonly kind: 'unreadMark'; readonly key: string }
  /** Messages are missing here; they are fetched when this comes into view (`fillGap`). */
  | { readonly kind: 'gap'; readonly key: string; readonly fetching: boolean }
  /** The very first event is loaded: this is where the conversation begins. */
  | { readonly kind: 'beginning'; readonly key: string }

export type PaginationState = 'idle' | 'loading' | 'end' | 'failed'

export type TimelineMeta = {
  readonly backwards: PaginationState
  /** 'end' means that the newest message is loaded. */
  readonly forwards: PaginationState
  readonly typing: readonly Person[]
  /** Who has read the newest message: people (at most 5), how many, of how many others. */
  readonly readOfLast: { readonly people: readonly Person[]; readonly count: number; readonly of: number }
  /** First unread event when the room was opened; null when all was read. */
  readonly firstUnreadEventId: string | null
  readonly pinnedEventIds: readonly string[]
  /** True until the first real content is there. */
  readonly loading: boolean
}

/** A conversation: the room's main timeline (threadRootId null), or one thread. */
export type TimelineKey = { readonly roomId: string; readonly threadRootId: string | null }

export type TimelineUpdate =
  | {
      readonly kind: 'snapshot'
      readonly key: TimelineKey
      readonly seq: number
      readonly items: readonly TimelineItem[]
      readonly meta: TimelineMeta
    }
  | {
      readonly kind: 'diff'
      readonly key: TimelineKey
      readonly seq: number
      /** New order of all item keys; absent when the order is as before. */
      readonly order?: readonly string[]
      /** New and changed items. */
      readonly put: readonly TimelineItem[]
      readonly meta?: TimelineMeta
    }
