import { z } from '../zod'
import type { SyncPhase, SyncPinned, SyncUsage } from './sync'

/** The root that is always there: everything that has no root of its own. */
export const MAIN_ROOT = 'main'

/** How a root is. */
export interface SyncRootStatus {
  readonly id: string
  readonly state: SyncPhase
  /** How much is done of what is to be sent and fetched; undefined when that cannot be told. */
  readonly percent: number | undefined
}

/** A part of the person's files and where it lies on this computer. */
export interface SyncRoot extends SyncRootStatus {
  /** The folder on the server, without slashes at its ends; '' is everything (the main root alone). */
  readonly folder: string
  /** Absolute path of the folder on this computer. */
  readonly place: string
  /** Undefined while it is not open: its disk may not be there. */
  readonly usage: SyncUsage | undefined
}

/** What the person chose about the sync of their account. */
export interface SyncSetup {
  /** The main root first. */
  readonly roots: readonly SyncRoot[]
  /** Null for no limit. */
  readonly upBytesPerSecond: number | null
  readonly downBytesPerSecond: number | null
  /** Patterns of what is never synced, besides the usual ones. */
  readonly ignored: readonly string[]
  readonly pins: readonly SyncPinned[]
}

/** Why a root was not added or removed; each has a text in the catalogue. */
export interface SyncSetupProblem {
  readonly code:
    | 'notSyncing'
    /** The server has no such folder, or it is everything. */
    | 'folderMissing'
    /** The folder lies in the folder of another further root, or around it. */
    | 'folderNested'
    /** The place lies in another root's, or around it. */
    | 'placeNested'
    /** The place is synced by somebody or something else. */
    | 'placeTaken'
    /** Nothing can be written there. */
    | 'placeRefused'
    | 'unknownRoot'
}

/** Bytes a second; null for no limit. At least so much that a transfer comes to its end. */
const rate = z
  .number()
  .int()
  .min(10 * 1024)
  .max(1024 ** 4)
  .nullable()
export const syncLimitsSchema = z.strictObject({ up: rate, down: rate })
export type SyncLimits = z.infer<typeof syncLimitsSchema>

/** Patterns as the official client's exclude lists have them, one each. */
export const syncIgnoredSchema = z.array(z.string().min(1).max(200)).max(200)
