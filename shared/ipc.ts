import { z } from './zod'
import { isSafeFileName } from './fileNames'
import type { AccountState, Discovery, DiscoveryError, SignInError } from './model/account'
import type { EgressSummary } from './model/egress'
import {
  longestLabel,
  newDocumentSchema,
  newShareSchema,
  remoteViews,
  shareChangeSchema,
  type FileActivity,
  type FileAuthor,
  type CopyProgress,
  type DocumentTemplate,
  type FilesAbilities,
  type FilesProblem,
  type FileVersions,
  type FolderProblem,
  type MadeDocument,
  type Quota,
  type RemoteItem,
  type RemoteMark,
  type Share,
  type Sharee,
  type TrashItem,
  type VersionOpened,
  type VersionProgress
} from './model/files'
import type { Pages } from './model/pages'
import type { SyncConflict, SyncErrorItem, SyncFolder, SyncItem, SyncStatus } from './model/sync'
import {
  syncIgnoredSchema,
  syncLimitsSchema,
  type SyncRoot,
  type SyncRootStatus,
  type SyncSetup,
  type SyncSetupProblem
} from './model/syncSetup'
import {
  mediaRouteSchema,
  meetingChoicesSchema,
  type MeetingSetup,
  type OpenMeetingError,
  type ScreenSource
} from './model/meeting'
import { settingsSchema, type Settings } from './model/settings'
import type { Result } from './result'

/** The kinds of window that may speak to main; each has its own page and preload. */
export type WindowKind = 'main' | 'meeting'

interface Call<Args extends z.ZodTuple = z.ZodTuple, Value = unknown> {
  /** Validated in main before the handler sees them. */
  readonly args: Args
  /** The type of the answer. Main is the trusted side, so it carries no run-time check. */
  readonly result: z.ZodType<Value>
  readonly callers: readonly WindowKind[]
}

const call = <Args extends z.ZodTuple, Value>(
  args: Args,
  result: z.ZodType<Value>,
  callers: readonly WindowKind[] = ['main']
) => ({ args, result, callers }) satisfies Call<Args, Value>
const gives = <T>() => z.custom<T>()
const text = z.string().max(4096)
const path = z.string().max(8192)
const pixels = z.number().int().min(0).max(20_000)
const rectangle = z.strictObject({ x: pixels, y: pixels, width: pixels, height: pixels })
const paths = z.array(path).min(1).max(20_000)
const fileId = z.string().regex(/^\d{1,20}$/)
const name = z.string().max(512)

export interface AppInfo {
  readonly version: string
  readonly electron: string
  readonly platform: 'linux' | 'darwin' | 'win32'
  /** True when packaged for testing on a runtime that is never shipped. */
  readonly isTestRuntime: boolean
}

export const periods = ['day', 'week', 'month', 'quarter'] as const
export type Period = (typeof periods)[number]

export interface TrafficReport {
  readonly hosts: readonly EgressSummary[]
  /** Bytes in both directions per slice of the period, oldest first, with refused attempts. */
  readonly slices: readonly { readonly fromIso: string; readonly bytes: number; readonly blocked: number }[]
  readonly agency: string
}

const unreadSchema = z.strictObject({ rooms: z.number().int().min(0), unsent: z.number().int().min(0) })

/** What the tray says of the chat: unread conversations, and own messages that wait to be sent. */
export type UnreadReport = z.infer<typeof unreadSchema>

/** Where main leads the main window: a link, the tray or a notification was followed. */
export type WindowRoute =
  | { readonly kind: 'place'; readonly place: 'chat' | 'files' }
  | { readonly kind: 'room'; readonly roomIdOrAlias: string; readonly eventId: string | undefined }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'notice'; readonly notice: 'notUnderstood' | 'signInFirst' }
  | { readonly kind: 'notice'; readonly notice: 'foreignMeeting'; readonly host: string }

/** Everything a window may ask of main. A channel that is not here does not exist. */
export const calls = {
  'app.info': call(z.tuple([]), gives<AppInfo>(), ['main', 'meeting']),
  'app.reportUnread': call(z.tuple([unreadSchema]), gives<undefined>()),
  'app.notify': call(z.tuple([z.strictObject({ title: text, body: text, roomId: text })]), gives<undefined>()),
  'app.takeRoutes': call(z.tuple([]), gives<readonly WindowRoute[]>()),
  /** The answer to `app.quitting`: what was in memory is written. */
  'app.flushed': call(z.tuple([]), gives<undefined>()),
  'app.openExternal': call(z.tuple([text]), gives<boolean>(), ['main', 'meeting']),
  'window.control': call(z.tuple([z.enum(['minimise', 'toggleMaximise', 'close'])]), gives<undefined>(), [
    'main',
    'meeting'
  ]),
  'settings.get': call(z.tuple([]), gives<Settings>(), ['main', 'meeting']),
  'settings.set': call(z.tuple([settingsSchema.partial()]), gives<Settings>(), ['main']),
  'account.state': call(z.tuple([]), gives<AccountState>()),
  'account.discover': call(z.tuple([text]), gives<Result<Discovery, DiscoveryError>>()),
  'account.discoverManual': call(
    z.tuple([z.strictObject({ address: text, chat: text, files: text, meetings: text })]),
    gives<Result<Discovery, DiscoveryError>>()
  ),
  /** The password, and who signs in where only the agency's domain was typed. */
  'account.signIn': call(
    z.tuple([z.string().min(1).max(1024), text.optional()]),
    gives<Result<AccountState, SignInError>>()
  ),
  'account.continueWithoutFiles': call(z.tuple([]), gives<Result<AccountState, SignInError>>()),
  'account.cancelSignIn': call(z.tuple([]), gives<undefined>()),
  'account.signOut': call(z.tuple([]), gives<undefined>()),
  'account.unlockKeyring': call(z.tuple([]), gives<AccountState>()),
  'account.retryKeyring': call(z.tuple([]), gives<AccountState>()),
  /** Asks for the Matrix worker's port; it arrives as the `matrix` port event. */
  'account.matrixPort': call(z.tuple([]), gives<undefined>()),
  /** What opens the first picture of the chat (32 bytes derived from the store key); undefined when signed out. */
  'account.snapshotKey': call(
    z.tuple([]),
    gives<
      { readonly userId: string; readonly deviceId: string; readonly snapshotKey: Uint8Array<ArrayBuffer> } | undefined
    >()
  ),
  'files.root': call(z.tuple([]), gives<string | undefined>()),
  'files.status': call(z.tuple([]), gives<SyncStatus | undefined>()),
  'files.list': call(z.tuple([path]), gives<Pages<SyncItem>>()),
  'files.errors': call(z.tuple([]), gives<readonly SyncErrorItem[]>()),
  /** Changes made here that the server does not have yet. */
  'files.waiting': call(z.tuple([]), gives<readonly SyncErrorItem[]>()),
  /** Looks at both sides at once; false while the server cannot be reached. */
  'files.syncNow': call(z.tuple([]), gives<boolean>()),
  /**
   * Whether the person knows already that somebody has it locked; else that is told. False when the file's folder was
   * shown instead, because opening it would run a program.
   */
  'files.open': call(z.tuple([path, z.boolean().optional()]), gives<boolean>()),
  /** Opens a copy that can be read and not changed. */
  'files.openForReading': call(z.tuple([path]), gives<boolean>()),
  'files.reveal': call(z.tuple([path]), gives<undefined>()),
  /** Paths of dropped files, and the folder they go to; gives how many files were copied. */
  'files.copyIn': call(z.tuple([z.array(path).max(1000), path]), gives<number | 'cancelled'>()),
  'files.chooseAndCopyIn': call(z.tuple([path]), gives<number | 'cancelled'>()),
  /** Ends copying files in; what was copied so far is taken away again. */
  'files.cancelCopyIn': call(z.tuple([]), gives<undefined>()),
  /** Where a file with this number lies in the synced folder; undefined when it does not. */
  'files.find': call(z.tuple([fileId]), gives<string | undefined>()),
  /** Every copy that was made of two changes to one file. */
  'files.conflicts': call(z.tuple([]), gives<readonly SyncConflict[]>()),
  'files.makeFolder': call(z.tuple([path, name]), gives<Result<string, FolderProblem>>()),
  /** Makes an empty text file; gives its path. */
  'files.makeTextFile': call(z.tuple([path, name]), gives<Result<string, FolderProblem>>()),
  'files.rename': call(z.tuple([path, name]), gives<Result<string, FolderProblem>>()),
  'files.move': call(z.tuple([paths, path]), gives<Result<readonly string[], FolderProblem>>()),
  'files.copy': call(z.tuple([paths, path]), gives<Result<readonly string[], FolderProblem>>()),
  /** To the computer's trash; gives the paths that could not be moved there. */
  'files.remove': call(z.tuple([paths]), gives<readonly string[]>()),
  /** Keeps the own version, the server's or both of a file that two have changed: the copy's path, then the original's. */
  'files.settleConflict': call(
    z.tuple([path, path, z.enum(['mine', 'theirs', 'both'])]),
    gives<Result<unknown, FolderProblem>>()
  ),
  /** Starts a drag of files out of the window. */
  'files.startDrag': call(z.tuple([paths]), gives<undefined>()),
  'files.copyLink': call(z.tuple([fileId]), gives<undefined>()),
  'files.abilities': call(z.tuple([]), gives<Result<FilesAbilities, FilesProblem>>()),
  'files.quota': call(z.tuple([]), gives<Result<Quota, FilesProblem>>()),
  'files.view': call(z.tuple([z.enum(remoteViews)]), gives<Result<readonly RemoteItem[], FilesProblem>>()),
  'files.item': call(z.tuple([path]), gives<Result<RemoteItem | undefined, FilesProblem>>()),
  /** Locks, shares and mounts in one folder. */
  'files.marks': call(z.tuple([path]), gives<Result<readonly RemoteMark[], FilesProblem>>()),
  'files.preview': call(z.tuple([fileId]), gives<Result<Uint8Array<ArrayBuffer> | undefined, FilesProblem>>()),
  /** What a new document of an editor's creator can begin with. */
  'files.templates': call(z.tuple([name, name]), gives<Result<readonly DocumentTemplate[], FilesProblem>>()),
  /** The picture of one of the templates that were told last. */
  'files.templatePreview': call(z.tuple([name]), gives<Result<Uint8Array<ArrayBuffer> | undefined, FilesProblem>>()),
  'files.setFavourite': call(z.tuple([path, z.boolean()]), gives<Result<undefined, FilesProblem>>()),
  'files.trash': call(z.tuple([]), gives<Result<readonly TrashItem[], FilesProblem>>()),
  'files.restore': call(z.tuple([z.array(name).min(1).max(1000)]), gives<Result<undefined, FilesProblem>>()),
  /** For good; everything when no names are given. */
  'files.deleteForGood': call(
    z.tuple([z.array(name).min(1).max(1000).optional()]),
    gives<Result<undefined, FilesProblem>>()
  ),
  'files.versions': call(z.tuple([fileId]), gives<Result<FileVersions, FilesProblem>>()),
  /** Who made what a file holds now; undefined where the server names nobody. */
  'files.author': call(z.tuple([fileId]), gives<Result<FileAuthor | undefined, FilesProblem>>()),
  'files.activity': call(z.tuple([fileId]), gives<Result<readonly FileActivity[], FilesProblem>>()),
  'files.restoreVersion': call(z.tuple([fileId, name]), gives<Result<undefined, FilesProblem>>()),
  /** Fetches an earlier version to a copy of that name, which can be read and not changed, and opens it. */
  'files.openVersion': call(
    z.tuple([fileId, name, name.refine(isSafeFileName, 'No name for a file')]),
    gives<Result<VersionOpened, FilesProblem>>()
  ),
  'files.cancelOpenVersion': call(z.tuple([]), gives<undefined>()),
  /** '' takes the name away. */
  'files.nameVersion': call(
    z.tuple([fileId, name, z.string().max(longestLabel)]),
    gives<Result<undefined, FilesProblem>>()
  ),
  'files.deleteVersion': call(z.tuple([fileId, name]), gives<Result<undefined, FilesProblem>>()),
  'files.shares': call(z.tuple([path]), gives<Result<readonly Share[], FilesProblem>>()),
  'files.share': call(z.tuple([path, z.boolean(), newShareSchema]), gives<Result<undefined, FilesProblem>>()),
  'files.changeShare': call(z.tuple([name, z.boolean(), shareChangeSchema]), gives<Result<undefined, FilesProblem>>()),
  'files.unshare': call(z.tuple([name]), gives<Result<undefined, FilesProblem>>()),
  'files.sharees': call(z.tuple([name, z.boolean()]), gives<Result<readonly Sharee[], FilesProblem>>()),
  /** What is kept on this computer, for an item and all below it; null: as the folder around it. */
  'files.keep': call(z.tuple([path, z.enum(['onlineOnly', 'offline']).nullable()]), gives<boolean>()),
  'files.pause': call(z.tuple([z.boolean()]), gives<undefined>()),
  'files.confirmMassDelete': call(z.tuple([text, z.enum(['delete', 'restore'])]), gives<undefined>()),
  /** What the person chose about the sync; undefined while nobody is signed in at a file server. */
  'sync.setup': call(z.tuple([]), gives<SyncSetup | undefined>()),
  /** The folders that the server has in one, whether they are here or not, without those that another root has. */
  'sync.folders': call(z.tuple([path]), gives<readonly SyncFolder[]>()),
  /** Asks for a place on this computer for a folder of the server; undefined when the question was closed. */
  'sync.addRoot': call(z.tuple([path]), gives<Result<SyncRoot | undefined, SyncSetupProblem>>()),
  /** The files stay in the place on this computer; the main root takes the folder over again. */
  'sync.removeRoot': call(z.tuple([name]), gives<Result<undefined, SyncSetupProblem>>()),
  'sync.setLimits': call(z.tuple([syncLimitsSchema]), gives<undefined>()),
  'sync.setIgnored': call(z.tuple([syncIgnoredSchema]), gives<undefined>()),
  /** Opens a file in the server's own editor, inside the window; it is not seen before it has a place. */
  'document.open': call(z.tuple([path]), gives<Result<undefined, FilesProblem>>()),
  /** Makes a document on the server and opens it in its editor. */
  'document.create': call(z.tuple([newDocumentSchema]), gives<Result<MadeDocument, FilesProblem>>()),
  /** Where it lies, in CSS pixels of the window; undefined hides it. */
  'document.place': call(z.tuple([rectangle.optional()]), gives<undefined>()),
  'document.focus': call(z.tuple([]), gives<undefined>()),
  /** Unforced, the editor may ask to stay because of unsaved work. */
  'document.close': call(z.tuple([z.boolean()]), gives<undefined>()),
  /** Opens a meeting's window or brings it forward. */
  'meeting.open': call(z.tuple([text, text]), gives<Result<undefined, OpenMeetingError>>(), ['main', 'meeting']),
  'meeting.setup': call(z.tuple([]), gives<MeetingSetup | undefined>(), ['meeting']),
  'meeting.retry': call(z.tuple([]), gives<undefined>(), ['meeting']),
  /** Whether the page is in the conference: keeps the screen awake, and closing the window asks first. */
  'meeting.joined': call(z.tuple([z.boolean()]), gives<undefined>(), ['meeting']),
  'meeting.end': call(z.tuple([]), gives<undefined>(), ['meeting']),
  'meeting.remember': call(z.tuple([meetingChoicesSchema]), gives<undefined>(), ['meeting']),
  'meeting.sources': call(z.tuple([]), gives<readonly ScreenSource[]>(), ['meeting']),
  'meeting.chooseSource': call(z.tuple([text.optional()]), gives<undefined>(), ['meeting']),
  'meeting.media': call(z.tuple([z.array(mediaRouteSchema).max(64)]), gives<undefined>(), ['meeting']),
  'traffic.report': call(z.tuple([z.enum(periods)]), gives<TrafficReport>()),
  'traffic.export': call(z.tuple([z.enum(periods)]), gives<string | undefined>())
} as const

export type Calls = typeof calls
export type CallName = keyof Calls
export type CallArgs<Name extends CallName> = z.infer<Calls[Name]['args']>
export type CallResult<Name extends CallName> = z.infer<Calls[Name]['result']>

/** Everything main tells a window unasked. */
export interface Events {
  'account.changed': AccountState
  'app.route': WindowRoute
  /** The app is about to quit: write down what is in memory, then call `app.flushed`. */
  'app.quitting': undefined
  'settings.changed': Settings
  'files.status': SyncStatus
  'sync.rootStatus': SyncRootStatus
  /** Files are being copied in; undefined when that has ended. */
  'files.copying': CopyProgress | undefined
  /** An earlier version is being fetched to be read; undefined when that has ended. */
  'files.versionProgress': VersionProgress | undefined
  /** Items below these folders changed. */
  'files.changed': readonly string[]
  /** The document has unsaved work and does not want to be closed. */
  'document.closeAsked': undefined
  'document.closed': undefined
  'document.failed': undefined
  /** F6 was pressed in the document: the focus goes on to the next region. */
  'document.left': { readonly backwards: boolean }
  'traffic.blocked': { readonly host: string; readonly port: number }
  'window.maximised': boolean
  /** The meeting window was asked to close while in the meeting. */
  'meeting.closeAsked': undefined
  /** Another meeting was asked for while in this one. */
  'meeting.otherAsked': { readonly url: string; readonly title: string }
}

export type EventName = keyof Events

/** Ports that main hands to a window, by name. */
export type PortName = 'matrix'

/** What the preload exposes as `window.samverk`. */
export interface Bridge {
  readonly invoke: <Name extends CallName>(name: Name, ...args: CallArgs<Name>) => Promise<CallResult<Name>>
  readonly on: <Name extends EventName>(name: Name, listener: (value: Events[Name]) => void) => () => void
  /** The path on disk of a file that was dropped on the window; empty if it has none. */
  readonly pathForFile: (file: unknown) => string
}
