import type { FileVersion, FileVersions } from '../../../shared/model/files'
import { davName } from '../../net/multistatus'
import { namesVersionsAnew } from './abilities'
import { readLastChanger } from './activity'
import {
  count,
  decodePath,
  momentMs,
  namespaces,
  nextcloudName,
  oneLine,
  readNow,
  setChangeS,
  setProperty,
  type FileNow
} from './items'
import { FilesError, type Fetching, type FilesRequests } from './requests'

const versionsOf = ({ account }: FilesRequests) => `versions/${encodeURIComponent(account.userId)}`
const versionAt = (requests: FilesRequests, fileId: string, versionId: string) =>
  `${versionsOf(requests)}/versions/${encodeURIComponent(fileId)}/${encodeURIComponent(versionId)}`

/** What the server keeps of a file; who wrote it by their ids. */
export async function readVersions(requests: FilesRequests, fileId: string): Promise<FileVersions> {
  const versions = await listVersions(requests, fileId)
  const now = versions.length === 0 ? undefined : await readNow(requests, fileId).catch(nobodySays)
  const listed = await listedNow(requests, versions, now)
  const earlier = versions.filter((version) => version !== listed)
  return { now: listed, earlier: earlier.sort((a, b) => b.modifiedMs - a.modifiedMs) }
}

/** The id of who made what a file holds now; undefined where the server names nobody. */
export async function readAuthor(requests: FilesRequests, fileId: string): Promise<string | undefined> {
  const now = await readNow(requests, fileId)
  if (now?.changedS === undefined) return undefined
  const versions = await listVersions(requests, fileId).catch(nobodySays)
  const listed = await listedNow(requests, versions ?? [], now)
  return listed?.author ?? (await readLastChanger(requests, fileId, now.changedS).catch(nobodySays))
}

/** Every version that the server lists. */
async function listVersions(requests: FilesRequests, fileId: string): Promise<FileVersion[]> {
  const { account } = requests
  const found = await requests.list({
    method: 'PROPFIND',
    path: `${versionsOf(requests)}/versions/${encodeURIComponent(fileId)}`,
    headers: { Depth: '1' },
    body: `<d:propfind ${namespaces}><d:prop><d:resourcetype/><d:getlastmodified/><d:getcontentlength/><nc:version-author/><nc:version-label/></d:prop></d:propfind>`
  })
  const prefix = `/remote.php/dav/versions/${account.userId}/versions/${fileId}/`
  return found.flatMap(({ href, texts }): FileVersion[] => {
    const path = decodePath(href, account.baseUrl)
    const id = path?.slice(path.indexOf(prefix) + prefix.length).replace(/\/+$/, '') ?? ''
    if (path?.includes(prefix) !== true || id === '' || id.includes('/')) return []
    const author = texts.get(nextcloudName('version-author')) ?? ''
    const label = oneLine(texts.get(nextcloudName('version-label')))
    // The version's name is the time it was made, in seconds, where the server says no other.
    const modifiedMs = Date.parse(texts.get(davName('getlastmodified')) ?? '') || momentMs(id)
    const sizeBytes = count(texts.get(davName('getcontentlength'))) ?? 0
    return [{ id, modifiedMs, sizeBytes, ...(author !== '' && { author }), ...(label !== undefined && { label }) }]
  })
}

/** The version that is what the file holds now: Nextcloud lists that as well (since 26), under its time of change. */
async function listedNow(
  requests: FilesRequests,
  versions: readonly FileVersion[],
  now: FileNow | undefined
): Promise<FileVersion | undefined> {
  const listed = versions.find(({ id, sizeBytes }) => id === String(now?.changedS) && sizeBytes === now?.sizeBytes)
  const isNow =
    listed !== undefined && (now?.isInTeam !== true || (await namesVersionsAnew(requests).catch(nobodySays)))
  return isNow === true ? listed : undefined
}

function nobodySays(error: unknown): undefined {
  if (!(error instanceof FilesError)) throw error
}

/** Makes an earlier version the current one; the current becomes a version. */
export async function restoreVersion(requests: FilesRequests, fileId: string, versionId: string): Promise<void> {
  const of = versionsOf(requests)
  await requests.dav({
    method: 'MOVE',
    path: versionAt(requests, fileId, versionId),
    headers: { Destination: `${requests.account.baseUrl}/remote.php/dav/${of}/restore/target` }
  })
  await tellFolders(requests, fileId).catch(nobodySays)
}

/**
 * In a team's folder (groupfolders) the file gets the version's content and an etag of its own, and no folder around it
 * does: no computer would see it. Its time, set once more to what it is, reaches the folders.
 */
async function tellFolders(requests: FilesRequests, fileId: string): Promise<void> {
  const now = await readNow(requests, fileId)
  if (now?.isInTeam !== true || now.path === undefined || now.changedS === undefined) return
  await setChangeS(requests, now.path, now.changedS)
}

/** Fetches what a file held then. Throws `FilesError`, and what the stream throws. */
export const fetchVersion = (
  requests: FilesRequests,
  fileId: string,
  versionId: string,
  fetching: Fetching
): Promise<void> => requests.fetchInto(`/remote.php/dav/${versionAt(requests, fileId, versionId)}`, fetching)

/** Names a version; '' takes its name away. */
export const nameVersion = (requests: FilesRequests, fileId: string, versionId: string, label: string): Promise<void> =>
  setProperty(
    requests,
    versionAt(requests, fileId, versionId),
    `<nc:version-label>${escapeXml(oneLine(label) ?? '')}</nc:version-label>`
  )

const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Deletes a version for good; the file and its other versions stay. */
export async function deleteVersion(requests: FilesRequests, fileId: string, versionId: string): Promise<void> {
  await requests.dav({ method: 'DELETE', path: versionAt(requests, fileId, versionId) })
}
