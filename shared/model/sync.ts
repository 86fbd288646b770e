import { z } from '../zod'

/** The protocol between main and the sync process; both sides refuse another version. */
export const SYNC_PROTOCOL_VERSION = 2

const syncErrorCodes = [
  'offline',
  'captivePortal',
  'foreignRedirect',
  'maintenance',
  'signedOut',
  'certificate',
  'rootMissing',
  'rootForeign',
  'rootBusy',
  'remoteRootMissing',
  'journalFailed',
  'tooManyRequests',
  'changed',
  'gone',
  'exists',
  'preconditionFailed',
  'transferLost',
  'truncated',
  'badListing',
  'badChecksum',
  'noPermission',
  'locked',
  'quotaExceeded',
  'tooLarge',
  'nameRefused',
  'nameClash',
  'serverError',
  'storageUnavailable',
  'diskFull',
  'diskRefused',
  'outsideRoot',
  'internal'
] as const

const syncErrorCode = z.enum(syncErrorCodes)
export type SyncErrorCode = z.infer<typeof syncErrorCode>

/** What the person can do about an error; each has a text in the catalogue. */
const syncRemedies = [
  'waitForRetry',
  'checkConnection',
  'signInAgain',
  'askOwner',
  'freeServerSpace',
  'freeDiskSpace',
  'rename',
  'closeElsewhere',
  'chooseRootAgain',
  'tellAdministrator'
] as const
const syncRemedy = z.enum(syncRemedies)
export type SyncRemedy = z.infer<typeof syncRemedy>

/** The state of one file or folder, as the Files place shows it. */
const syncItemState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('synced') }),
  z.object({ kind: z.literal('syncing'), percent: z.number().min(0).max(100), direction: z.enum(['up', 'down']) }),
  z.object({ kind: z.literal('waiting') }),
  z.object({ kind: z.literal('onlineOnly') }),
  z.object({ kind: z.literal('changedLocally') }),
  z.object({ kind: z.literal('conflict') }),
  z.object({ kind: z.literal('locked'), nextTryMs: z.number() }),
  z.object({
    kind: z.literal('error'),
    code: syncErrorCode,
    remedy: syncRemedy,
    /** When it is tried again, in ms since the epoch; null: when something changes. */
    nextTryMs: z.number().nullable()
  })
])
export type SyncItemState = z.infer<typeof syncItemState>

/** Somebody else has it open for editing, by the server's lock; since when in ms since the epoch, 0 if unknown. */
const syncLock = z.object({
  ownerName: z.string(),
  /** An editor on the server holds it, for whoever works there: the name is the editor's. */
  isEditor: z.literal(true).optional(),
  sinceMs: z.number()
})
export type SyncLock = z.infer<typeof syncLock>

/** What a person can't do with an item, by the server's rights; `add`: put anything into a folder. */
const syncDenied = z.enum(['rename', 'move', 'delete', 'add'])
export type SyncDenied = z.infer<typeof syncDenied>

const syncItem = z.object({
  /** Below the sync root, with `/`; '' is the root. */
  path: z.string(),
  name: z.string(),
  kind: z.enum(['file', 'folder']),
  sizeBytes: z.number(),
  modifiedMs: z.number(),
  /** The server's numeric file id; null until it is uploaded. */
  fileId: z.string().nullable(),
  state: syncItemState,
  /** The person's own decision for this item; absent: as the folder around it. */
  pin: z.enum(['onlineOnly', 'offline']).optional(),
  lock: syncLock.optional(),
  /** Absent where the person may do all of it. */
  denied: z.array(syncDenied).optional(),
  /** A folder that has folders in it. */
  hasFolders: z.literal(true).optional()
})
export type SyncItem = z.infer<typeof syncItem>

const syncConflict = z.object({ copyPath: z.string(), originalPath: z.string(), foundMs: z.number() })
export type SyncConflict = z.infer<typeof syncConflict>

/** Deletions that wait for the person's word. */
const syncMassDelete = z.object({
  id: z.string(),
  side: z.enum(['local', 'remote']),
  count: z.number(),
  total: z.number(),
  examples: z.array(z.string())
})
export type SyncMassDelete = z.infer<typeof syncMassDelete>

const syncPhase = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('starting') }),
  z.object({ kind: z.literal('idle'), lastSyncMs: z.number().nullable() }),
  z.object({ kind: z.literal('looking') }),
  z.object({ kind: z.literal('syncing') }),
  z.object({ kind: z.literal('paused') }),
  /** Nothing works for now, with the reason; null: not before somebody acts. */
  z.object({ kind: z.literal('stopped'), code: syncErrorCode, remedy: syncRemedy, nextTryMs: z.number().nullable() })
])
export type SyncPhase = z.infer<typeof syncPhase>

const syncProgress = z.object({
  filesDone: z.number(),
  filesTotal: z.number(),
  bytesDone: z.number(),
  bytesTotal: z.number(),
  bytesPerSecond: z.number(),
  secondsLeft: z.number().nullable()
})
export type SyncProgress = z.infer<typeof syncProgress>

const syncStatus = z.object({
  /** Grows with every status, so that an older one can't replace a newer. */
  sequence: z.number(),
  phase: syncPhase,
  progress: syncProgress,
  errors: z.number(),
  conflicts: z.number(),
  /** Changes made here that the server does not have yet. */
  waiting: z.number(),
  massDelete: syncMassDelete.nullable()
})
export type SyncStatus = z.infer<typeof syncStatus>

const syncErrorItem = z.object({ path: z.string(), state: syncItemState })
export type SyncErrorItem = z.infer<typeof syncErrorItem>

/** A part of the account's files and where it lies on this computer: an engine of its own. */
const syncRootStart = z.object({
  id: z.string(),
  /** The folder on the server, without slashes at its ends; '' for all files that no other root has. */
  folder: z.string(),
  /** Absolute path of the folder on this computer. */
  place: z.string(),
  /** Absolute path of the root's journal, outside every root. */
  journalPath: z.string()
})
export type SyncRootStart = z.infer<typeof syncRootStart>

const syncStart = z.object({
  /** Base address of the file server, for example `https://moln.insjoverket.test`. */
  server: z.string(),
  userId: z.string(),
  loginName: z.string(),
  appPassword: z.string(),
  roots: z.array(syncRootStart).min(1),
  certificateAuthorities: z.array(z.string()),
  /** Development only: service host to loopback port. */
  developmentHosts: z.record(z.string(), z.number()),
  userAgent: z.string(),
  pollIntervalMs: z.number().min(5000).default(30_000),
  /** Patterns of what is never synced, besides the usual ones. */
  ignored: z.array(z.string()).default([]),
  /** Bytes a second; null for no limit. */
  upBytesPerSecond: z.number().positive().nullable().default(null),
  downBytesPerSecond: z.number().positive().nullable().default(null)
})
export type SyncStart = z.input<typeof syncStart>
/** With what was left out filled in. */
export type SyncStarted = z.infer<typeof syncStart>

const id = z.number().int().nonnegative()
const envelope = { v: z.literal(SYNC_PROTOCOL_VERSION) }
/** Which root; paths beside it lie below that root. */
const ofRoot = { ...envelope, root: z.string() }

/** Main to the sync process. Requests with an `id` are answered by a `reply` or `refused` with the same. */
export const syncRequest = z.discriminatedUnion('type', [
  /** After a `stop` the process may be started again, with other roots or limits. */
  z.object({ ...envelope, type: z.literal('start'), id, start: syncStart }),
  z.object({ ...envelope, type: z.literal('stop'), id }),
  z.object({ ...envelope, type: z.literal('pause'), id }),
  z.object({ ...envelope, type: z.literal('resume'), id }),
  z.object({ ...envelope, type: z.literal('syncNow'), id }),
  /**
   * What is kept on this computer, for an item and all below it; null: as the folder around it. The path '' is the
   * whole root. Answers whether the server has such an item.
   */
  z.object({
    ...ofRoot,
    type: z.literal('keep'),
    id,
    path: z.string(),
    pin: z.enum(['onlineOnly', 'offline']).nullable()
  }),
  /** What the person decided with `keep`. */
  z.object({ ...ofRoot, type: z.literal('pins'), id }),
  /** How much the root has, here and on the server. */
  z.object({ ...ofRoot, type: z.literal('usage'), id }),
  /** The folders that the server has in one, each with how much is in it. */
  z.object({ ...ofRoot, type: z.literal('folders'), id, folder: z.string() }),
  z.object({ ...ofRoot, type: z.literal('status'), id }),
  z.object({ ...ofRoot, type: z.literal('list'), id, folder: z.string() }),
  /** Where a file lies that has this number on the server; null when it is not among this root's. */
  z.object({ ...ofRoot, type: z.literal('find'), id, fileId: z.string() }),
  /** Asks the server whether somebody else has the item open for editing: before it is opened here. */
  z.object({ ...ofRoot, type: z.literal('lock'), id, path: z.string() }),
  z.object({ ...ofRoot, type: z.literal('conflicts'), id }),
  z.object({ ...ofRoot, type: z.literal('errors'), id }),
  /** Changes made here that the server does not have yet. */
  z.object({ ...ofRoot, type: z.literal('waiting'), id }),
  z.object({
    ...ofRoot,
    type: z.literal('confirmMassDelete'),
    id,
    massDeleteId: z.string(),
    answer: z.enum(['delete', 'restore'])
  }),
  /** Main's answer to a `trash` event. */
  z.object({ ...envelope, type: z.literal('trashed'), id, ok: z.boolean() })
])
export type SyncRequest = z.input<typeof syncRequest>
export type SyncRequested = z.infer<typeof syncRequest>

/** The sync process to main. */
export const syncEvent = z.discriminatedUnion('type', [
  z.object({ ...envelope, type: z.literal('ready') }),
  z.object({ ...ofRoot, type: z.literal('status'), status: syncStatus }),
  /** Items below these folders changed their state: a view that shows one asks `list` again. */
  z.object({ ...ofRoot, type: z.literal('changed'), sequence: z.number(), folders: z.array(z.string()) }),
  /** The root's folder has another path on the server now: it is to be started with that. */
  z.object({ ...ofRoot, type: z.literal('moved'), folder: z.string() }),
  /** An item that somebody else has locked was opened for editing here, or was changed: said once for each lock. */
  z.object({ ...ofRoot, type: z.literal('lockedEdit'), path: z.string(), lock: syncLock }),
  /** The sync process can't reach the system's trash itself. The path is absolute. */
  z.object({ ...envelope, type: z.literal('trash'), id, path: z.string() }),
  /** The server had everything of the account removed from this computer (remote wipe). */
  z.object({ ...envelope, type: z.literal('wiped') }),
  z.object({ ...envelope, type: z.literal('log'), level: z.enum(['info', 'warn', 'error']), message: z.string() }),
  z.object({ ...envelope, type: z.literal('reply'), id, result: z.unknown() }),
  z.object({ ...envelope, type: z.literal('refused'), id, code: syncErrorCode })
])
export type SyncEvent = z.infer<typeof syncEvent>

/** How much there is of an item; of a folder all below it, without what another root has. */
const amount = {
  /** On the server. */
  sizeBytes: z.number(),
  /** On this computer. */
  bytesHere: z.number(),
  /** Files here that the server does not have as they are: they leave this computer when it has. */
  unsent: z.number()
}
export type SyncAmount = z.infer<z.ZodObject<typeof amount>>

/** Something that the person decided about, by its path among all files. */
const syncPinned = z.object({
  ...amount,
  path: z.string(),
  pin: z.enum(['onlineOnly', 'offline']),
  kind: z.enum(['file', 'folder']),
  /** Of what is to be on the server alone, the files that are still here, and the names of a few of them. */
  left: z.object({ files: z.number(), names: z.array(z.string()) })
})
export type SyncPinned = z.infer<typeof syncPinned>

/** A folder of the server, wherever its content is. */
const syncFolder = z.object({ ...amount, path: z.string(), name: z.string(), hasFolders: z.boolean() })
export type SyncFolder = z.infer<typeof syncFolder>

/** How much a root has, and the folders at its first level by their paths. */
const syncUsage = z.object({ ...amount, folders: z.array(z.string()) })
export type SyncUsage = z.infer<typeof syncUsage>

/** What the replies carry, by request. */
export const syncResults = {
  list: z.array(syncItem),
  conflicts: z.array(syncConflict),
  errors: z.array(syncErrorItem),
  waiting: z.array(syncErrorItem),
  pins: z.array(syncPinned),
  usage: syncUsage,
  folders: z.array(syncFolder),
  lock: syncLock.nullable(),
  find: z.string().nullable(),
  status: syncStatus
} as const
