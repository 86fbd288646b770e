import type { IncomingMessage, ServerResponse } from 'node:http'

import type { Account, Accounts, Session } from './store/accounts'
import type { Blobs } from './store/blobs'
import type { Tree, TreeNode } from './store/tree'
import { insufficientStorage } from './dav/errors'

/** What the server can be told to be like, by a test. */
export type FilesMood = {
  maintenance: boolean
  fingerprint: string
}

/** Everything that a request's handler works with. */
export type FilesServer = {
  readonly accounts: Accounts
  readonly tree: Tree
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

/** Bytes left of the person's quota, or undefined without a limit. */
export function availableBytes(server: FilesServer, account: Account): number | undefined {
  return account.quota === null ? undefined : Math.max(0, account.quota - server.tree.home(account.id).size)
}

/** Refuses what would not fit. */
export function requireSpace({ server, session }: Exchange, path: string, neededBytes: number): void {
  const available = availableBytes(server, session.account)
  if (available === undefined || neededBytes <= available) return
  throw insufficientStorage(`Insufficient space in ${path}, ${neededBytes} required, ${available} available`)
}

/** The headers by which a client learns what it just wrote. */
export const writtenHeaders = (server: FilesServer, node: TreeNode): Record<string, string> => ({
  'OC-FileId': `${String(node.id).padStart(8, '0')}${server.instanceId}`,
  ...(node.kind === 'file' ? { ETag: `"${node.etag}"`, 'OC-ETag': `"${node.etag}"` } : {})
})
