import type { RemoteMark } from '../../../shared/model/files'
import { HttpError } from '../../net/request'
import { davName, type DavResponse } from '../../net/multistatus'
import { count, lockOf, namespaces, nextcloudName, ownCloudName, pathOf, rootOf, totalOf } from './items'
import { encodePath, FilesError, type FilesRequests } from './requests'

const properties = [
  'd:resourcetype',
  'd:quota-used-bytes',
  'd:quota-available-bytes',
  'oc:share-types',
  'nc:mount-type',
  'nc:lock',
  'nc:lock-owner',
  'nc:lock-owner-displayname',
  'nc:lock-owner-type',
  'nc:lock-time'
]

const mounts: Readonly<Record<string, RemoteMark['mount']>> = {
  group: 'team',
  external: 'external',
  'external-session': 'external',
  shared: 'shared'
}

/**
 * What is marked in one folder: who works on what, what others have too, and what hangs there. Nothing in one that is
 * too large for one answer (16 MB: some 16,000 items or more). Throws `FilesError`.
 */
export async function readMarks(requests: FilesRequests, folder: string): Promise<RemoteMark[]> {
  const found = await listFolder(requests, folder)
  // Below a mount everything says that it is one.
  const isInMount = found.some(
    (response) => pathOf(requests.account, response) === folder && mountOf(response) !== undefined
  )
  return found.flatMap((response) => {
    const path = pathOf(requests.account, response)
    const mark =
      path === undefined || path === folder ? undefined : readMark(path, response, requests.account.userId, isInMount)
    return mark ? [mark] : []
  })
}

async function listFolder(requests: FilesRequests, folder: string): Promise<readonly DavResponse[]> {
  try {
    return await requests.list({
      method: 'PROPFIND',
      path: `${rootOf(requests)}/${encodePath(folder)}`,
      // Only what is there (RFC 7240 4.2, RFC 8144): most items have neither a lock nor shares.
      headers: { Depth: '1', Prefer: 'return=minimal' },
      body: `<d:propfind ${namespaces}><d:prop>${properties.map((name) => `<${name}/>`).join('')}</d:prop></d:propfind>`
    })
  } catch (error) {
    if (error instanceof FilesError && error.cause instanceof HttpError && error.cause.code === 'tooLarge') return []
    throw error
  }
}

const mountOf = ({ texts }: DavResponse) => mounts[texts.get(nextcloudName('mount-type')) ?? '']

/** Undefined for an ordinary item. */
function readMark(path: string, response: DavResponse, userId: string, isInMount: boolean): RemoteMark | undefined {
  const { texts } = response
  const lock = lockOf(texts, userId)
  const mount = isInMount ? undefined : mountOf(response)
  const isShared = mount !== undefined || (texts.get(ownCloudName('share-type')) ?? '') !== ''
  if (!isShared && !lock) return undefined
  const usedBytes = count(texts.get(davName('quota-used-bytes')))
  return {
    path,
    kind: texts.has(davName('collection')) ? 'folder' : 'file',
    isShared,
    ...(lock && { lock }),
    ...(mount && { mount }),
    ...(mount && usedBytes !== undefined && { quota: { usedBytes, totalBytes: totalOf(usedBytes, response) } })
  }
}
