import type { IncomingMessage, ServerResponse } from 'node:http'

import type { Accounts, Session } from './store/accounts'
import type { Blobs } from './store/blobs'
import type { Bin } from './store/bin'
import type { Lock, Locks } from './store/locks'
import type { Shares } from './store/shares'
import type { Teams } from './store/teams'
import type { Tree, TreeNode } from './store/tree'
import type { Versions } from './store/versions'
import type { Located, View } from './store/view'
import { forbidden, insufficientStorage, locked } from './dav/errors'
import type { Editing } from './editing/sessions'

/** What the server can be told to be like, by a test. */
export type FilesMood = {
  maintenance: boolean
  fingerprint: string
  /** What push connections meet: the usual, no welcome, or no word about changes. */
  push: 'on' | 'refused' | 'silent'
  /** Whether documents can be edited, and made, on the server. */
  editing: 'on' | 'off'
  /** What the administrator wants of links. */
  links: LinkRules
}

export type LinkRules = {
  readonly passwordNeeded: boolean
  /** How many days a link holds at most; null for no limit. */
  readonly days: number | null
}

/** Everything that a request's handler works with. */
export type FilesServer = {
  readonly accounts: Accounts
  readonly tree: Tree
  /** Everybody's tree, with what others share. */
  readonly view: View
  readonly shares: Shares
  readonly teams: Teams
  readonly versions: Versions
  readonly bin: Bin
  readonly locks: Locks
  readonly editing: Editing
  readonly blobs: Blobs
  readonly uploadsDir: string
  readonly instanceId: string
  readonly mood: Readonly<FilesMood>
  readonly calendarPort: number | undefined
}

export type Exchange = {
  readonly server: FilesServer
  readonly session: Session
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** A single header's value; of repeated ones, the first. */
export function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

/** Bytes left of the quota of a person or a team, or undefined without a limit. */
export function availableBytes({ accounts, teams, tree }: FilesServer, owner: string): number | undefined {
  const quota = (teams.byOwner(owner) ?? accounts.byId(owner))?.quota ?? null
  return quota === null ? undefined : Math.max(0, quota - tree.home(owner).size)
}

/** Refuses what would not fit into the quota of the folder's owner. */
export function requireSpace({ server }: Exchange, folder: TreeNode, path: string, neededBytes: number): void {
  const available = availableBytes(server, folder.owner)
  if (available === undefined || neededBytes <= available) return
  throw insufficientStorage(`Insufficient space in ${path}, ${neededBytes} required, ${available} available`)
}

/** What lies at a path of the asking person's tree. */
export const locate = ({ server, session }: Exchange, segments: readonly string[]): Located | undefined =>
  server.view.locate(session.account.id, segments)

/** Refuses what the share through which the person sees this does not allow. */
export function requirePermission({ permissions }: Located, bit: number): void {
  if ((permissions & bit) === 0) throw forbidden()
}

/**
 * Refuses a change of what somebody has locked, or of a folder that holds such a file. As files_lock did until Nextcloud
 * 25, it lets an owner pass who says that the lock is known; nobody passes an editor's.
 */
export function requireUnlocked(exchange: Exchange, node: TreeNode, path: string): void {
  const { server, session, request } = exchange
  const ids = node.kind === 'folder' ? server.tree.idsBelow(node.id) : [node.id]
  const isPassed = (lock: Lock): boolean =>
    lock.owner === session.account.id && lock.type === 0 && header(request, 'x-user-lock') !== undefined
  const isHeld = ids.some((id) => {
    const lock = server.locks.of(id)
    return lock !== undefined && !isPassed(lock)
  })
  if (isHeld) throw locked(`"${path}" is locked`)
}

/** The headers by which a client learns what it just wrote. */
export const writtenHeaders = (server: FilesServer, node: TreeNode): Record<string, string> => ({
  'OC-FileId': `${String(node.id).padStart(8, '0')}${server.instanceId}`,
  ...(node.kind === 'file' ? { ETag: `"${node.etag}"`, 'OC-ETag': `"${node.etag}"` } : {})
})
