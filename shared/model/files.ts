import { z } from '../zod'

/** What the Files place asks the file server itself, beside what the sync engine knows. */

/** Who has a file open for editing, by the server's lock. */
export interface FileLock {
  readonly ownerName: string
  /** An editor on the server holds it, for whoever works there: the name is the editor's. */
  readonly isEditor?: true | undefined
  /** Ms since the epoch; 0 where the server does not say. */
  readonly sinceMs: number
}

/** How far files that are copied into the synced folder have come. */
export interface CopyProgress {
  readonly filesDone: number
  readonly filesTotal: number
  readonly bytesDone: number
  readonly bytesTotal: number
}

export const remoteViews = ['recent', 'favourites', 'shared'] as const
export type RemoteView = (typeof remoteViews)[number]

/** A file or folder as the file server describes it, wherever it is on this computer. */
export interface RemoteItem {
  /** Below the person's own root, with `/`. */
  readonly path: string
  readonly name: string
  readonly kind: 'file' | 'folder'
  readonly sizeBytes: number
  readonly modifiedMs: number
  readonly fileId: string
  readonly isFavourite: boolean
  readonly isShared: boolean
  /** Who shared it with this person; undefined for their own. */
  readonly sharedBy?: string
  readonly hasPreview: boolean
  readonly may: { readonly change: boolean; readonly delete: boolean; readonly share: boolean }
  /** Another person has it open for editing. */
  readonly lock?: FileLock
}

/** What only the server knows of an item in a folder's list. */
export interface RemoteMark {
  readonly path: string
  readonly kind: 'file' | 'folder'
  /** Others have it too. */
  readonly isShared: boolean
  readonly lock?: FileLock
  /** What hangs here: a team's folder, another storage, or what a person shared. Absent: an ordinary item. */
  readonly mount?: 'team' | 'external' | 'shared'
  /** A mount's own space, where the server tells. */
  readonly quota?: Quota
}

/** Something in the server's trash. */
export interface TrashItem {
  /** The trash's own name of it. */
  readonly id: string
  readonly name: string
  readonly kind: 'file' | 'folder'
  /** The folder it lay in; '' is the root. */
  readonly folder: string
  readonly deletedMs: number
  /** Absent where the server does not say. */
  readonly deletedBy?: 'me' | { readonly name: string }
  readonly sizeBytes: number
}

/** A file's content as it is or was. */
export interface FileVersion {
  readonly id: string
  readonly modifiedMs: number
  readonly sizeBytes: number
  readonly author?: string
  /** What somebody named it. */
  readonly label?: string
}

/** Who made what a file holds now. */
export interface FileAuthor {
  /** Their id on the file server. */
  readonly userId: string
  readonly name: string
  /** It is the person who is signed in, here or on another computer. */
  readonly isSelf: boolean
}

/** What the server keeps of a file. */
export interface FileVersions {
  /** What the file holds now; undefined where the server does not list it. */
  readonly now: FileVersion | undefined
  /** Newest first. */
  readonly earlier: readonly FileVersion[]
}

export const longestLabel = 100

/** How far an earlier version that is fetched to be read has come. */
export interface VersionProgress {
  readonly fileId: string
  readonly versionId: string
  readonly bytesDone: number
}

/** What came of opening an earlier version: no program opens such files, or it is a program itself. */
export type VersionOpened = 'opened' | 'noProgram' | 'runnable' | 'cancelled'

/** Something that happened to a file or folder, in the server's words. */
export interface FileActivity {
  readonly id: string
  /** Who did it, by their id on the file server; '' for the server itself. */
  readonly userId: string
  readonly userName: string
  readonly text: string
  readonly atMs: number
}

export type ShareKind = 'user' | 'group' | 'link'
export type ShareRight = 'read' | 'edit'

export interface Share {
  readonly id: string
  readonly kind: ShareKind
  /** Who it is shared with; the link's own label or '' for a link. */
  readonly name: string
  /** Tells people of one name apart: their address or id, where that is another than the name. */
  readonly detail?: string
  readonly userId: string
  readonly right: ShareRight
  readonly url?: string
  readonly hasPassword: boolean
  /** `YYYY-MM-DD`. */
  readonly expires?: string
}

/** Somebody, or a group, that a file can be shared with. */
export interface Sharee {
  readonly kind: 'user' | 'group'
  readonly id: string
  readonly name: string
  readonly detail?: string
}

const password = z.string().max(200)
/** `YYYY-MM-DD`. */
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

export const newShareSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['user', 'group']),
    id: z.string().min(1).max(255),
    right: z.enum(['read', 'edit'])
  }),
  z.strictObject({ kind: z.literal('link'), password: password.min(1).optional(), expires: day.optional() })
])
export type NewShare = z.infer<typeof newShareSchema>

export const shareChangeSchema = z.strictObject({
  right: z.enum(['read', 'edit']).optional(),
  /** '' takes the password away. */
  password: password.optional(),
  /** '' takes the date away. */
  expires: z.union([day, z.literal('')]).optional()
})
export type ShareChange = z.infer<typeof shareChangeSchema>

/** Used and total space in bytes; total is undefined where the server sets no limit. */
export interface Quota {
  readonly usedBytes: number
  readonly totalBytes: number | undefined
}

/** What this file server offers; what it does not offer is not shown. */
export interface FilesAbilities {
  readonly trash: boolean
  readonly versions: boolean
  /** Whether versions can be named, and deleted. */
  readonly versionLabels: boolean
  readonly versionDeletion: boolean
  readonly shares: boolean
  readonly activity: boolean
  /** Whether it tells who works on which file. */
  readonly locks: boolean
  readonly links:
    | {
        readonly passwordNeeded: boolean
        readonly expiryNeeded: boolean
        /** How long a link holds at most, or where no end is needed, unless something else is chosen. */
        readonly expiryDays: number | undefined
        /** How long a password is at least. */
        readonly passwordLength: number | undefined
      }
    | undefined
  /** Mime types that can be opened in the app's document view. */
  readonly editable: readonly string[]
  /** Kinds of documents that it makes. */
  readonly creators: readonly DocumentCreator[]
}

/** A kind of document that the server makes and opens in an editor of its own. */
export interface DocumentCreator {
  readonly id: string
  readonly editorId: string
  /** In the server's words. */
  readonly name: string
  /** Lower case, without the dot. */
  readonly extension: string
  /** What a new one begins with: nothing, or what is chosen among templates. */
  readonly begins: 'empty' | 'chosen'
}

/** What a new document can begin with. */
export interface DocumentTemplate {
  readonly id: string
  /** In the server's words; '' when it has none. */
  readonly title: string
}

const creatorId = z.string().min(1).max(100)

export const newDocumentSchema = z.strictObject({
  folder: z.string().max(8192),
  /** With its ending. */
  name: z.string().max(512),
  editorId: creatorId,
  creatorId,
  templateId: creatorId.optional()
})
export type NewDocument = z.infer<typeof newDocumentSchema>

/** A document that the server made, and whether its editor could be shown. */
export interface MadeDocument {
  readonly path: string
  readonly fileId: string | null
  readonly editor: 'open' | 'failed'
}

/** Why something that was asked of the file server did not happen; each has a text in the catalogue. */
export type FilesProblem =
  | {
      readonly code:
        | 'offline'
        | 'certificate'
        | 'signedOut'
        | 'noPermission'
        | 'gone'
        | 'locked'
        | 'quotaExceeded'
        /** The computer has no room for what the server has. */
        | 'diskFull'
        /** More than is fetched to be looked at. */
        | 'tooLarge'
        | 'maintenance'
        | 'serverTrouble'
        | 'exists'
        | 'nameInvalid'
        /** The folder is on this computer alone so far. */
        | 'folderNotSent'
        | 'notUnderstood'
    }
  /** The server said no and why, in its own words (shortened). */
  | { readonly code: 'refused'; readonly reason: string }

/** Why something in the synced folder did not happen. */
export interface FolderProblem {
  readonly code: 'exists' | 'nameInvalid' | 'gone' | 'changed' | 'diskFull' | 'insideItself' | 'isRoot' | 'refused'
}
