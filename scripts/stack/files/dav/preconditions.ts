import type { IncomingHttpHeaders } from 'node:http'

import type { TreeNode } from '../store/tree'
import { preconditionFailed } from './errors'

/**
 * Checks If-Match and If-None-Match (RFC 9110, section 13) as the server does: folders have no etag there, so only
 * `*` can match one. Returns `not-modified` when a GET or HEAD should answer 304; throws 412.
 */
export function checkPreconditions(
  headers: IncomingHttpHeaders,
  node: TreeNode | undefined,
  method: string
): 'go' | 'not-modified' {
  const ifMatch = headers['if-match']
  const ifNoneMatch = headers['if-none-match']
  if (ifMatch !== undefined && !matches(ifMatch, node)) throw failed(node, 'If-Match')
  if (ifNoneMatch !== undefined && matches(ifNoneMatch, node)) {
    if (method === 'GET' || method === 'HEAD') return 'not-modified'
    throw failed(node, 'If-None-Match')
  }
  return 'go'
}

/** Checks `If: <address> (["etag"])` (RFC 4918, section 10.4) against the node that a MOVE or PUT would replace. */
export function checkIfHeader(header: string | undefined, target: TreeNode | undefined): void {
  if (header === undefined) return
  const lists = [...header.matchAll(/\(([^)]*)\)/g)].map(([, list = '']) => list)
  const holds = lists.some((list) =>
    [...list.matchAll(/(not\s+)?\[([^\]]*)\]/gi)].every(
      ([, not, etag = '']) => matches(etag, target) === (not === undefined)
    )
  )
  if (!holds) throw failed(target, 'If')
}

function matches(header: string, node: TreeNode | undefined): boolean {
  if (node === undefined) return false
  if (header.trim() === '*') return true
  if (node.kind === 'folder') return false
  return header.split(',').some((part) => part.trim().replace(/^W\//, '') === `"${node.etag}"`)
}

const failed = (node: TreeNode | undefined, name: string) =>
  preconditionFailed(
    `An ${name} header was specified, but it did not hold`,
    node?.kind === 'file' ? { ETag: `"${node.etag}"` } : {}
  )
