import type { TrashItem } from '../../../shared/model/files'
import { davName, type DavResponse } from '../../net/multistatus'
import { count, decodePath, momentMs, namespaces, nextcloudName, oneLine, ownCloudName } from './items'
import type { FilesRequests } from './requests'

const properties = [
  'd:resourcetype',
  'd:getcontentlength',
  'oc:size',
  'nc:trashbin-filename',
  'nc:trashbin-original-location',
  'nc:trashbin-title',
  'nc:trashbin-deletion-time',
  'nc:trashbin-deleted-by-id',
  'nc:trashbin-deleted-by-display-name'
]
const binOf = ({ account }: FilesRequests) => `trashbin/${encodeURIComponent(account.userId)}`

/** What lies in the server's trash, last deleted first. */
export async function readTrash(requests: FilesRequests): Promise<TrashItem[]> {
  const { account } = requests
  const found = await requests.list({
    method: 'PROPFIND',
    path: `${binOf(requests)}/trash`,
    headers: { Depth: '1' },
    body: `<d:propfind ${namespaces}><d:prop>${properties.map((name) => `<${name}/>`).join('')}</d:prop></d:propfind>`
  })
  const prefix = `/remote.php/dav/trashbin/${account.userId}/trash/`
  const items = found.flatMap(({ href, texts }): TrashItem[] => {
    const path = decodePath(href, account.baseUrl)
    const id = path?.slice(path.indexOf(prefix) + prefix.length).replace(/\/+$/, '') ?? ''
    const name = texts.get(nextcloudName('trashbin-filename')) ?? ''
    if (path?.includes(prefix) !== true || id === '' || id.includes('/') || name === '') return []
    const below = texts.get(nextcloudName('trashbin-original-location')) ?? ''
    const title = texts.get(nextcloudName('trashbin-title')) ?? ''
    // Of what lay in a team's folder (groupfolders) only the title says in which.
    const location = title.endsWith(`/${below}`) ? title : below
    const deletedBy = deleterOf(texts, account.userId)
    return [
      {
        id,
        name,
        kind: texts.has(davName('collection')) ? 'folder' : 'file',
        folder: location.slice(0, Math.max(0, location.lastIndexOf('/'))),
        deletedMs: momentMs(texts.get(nextcloudName('trashbin-deletion-time'))),
        ...(deletedBy !== undefined && { deletedBy }),
        sizeBytes: count(texts.get(ownCloudName('size'))) ?? count(texts.get(davName('getcontentlength'))) ?? 0
      }
    ]
  })
  return items.sort((a, b) => b.deletedMs - a.deletedMs)
}

/** Nextcloud says who since 28; of what was deleted before, and of who has no account any more, it does not. */
function deleterOf(texts: DavResponse['texts'], userId: string): TrashItem['deletedBy'] {
  const id = texts.get(nextcloudName('trashbin-deleted-by-id')) ?? ''
  if (id === userId) return 'me'
  const name = oneLine(texts.get(nextcloudName('trashbin-deleted-by-display-name'))) ?? oneLine(id)
  return name === undefined ? undefined : { name }
}

/** Puts something back where it was. */
export async function restoreFromTrash(requests: FilesRequests, id: string): Promise<void> {
  const name = encodeURIComponent(id)
  await requests.dav({
    method: 'MOVE',
    path: `${binOf(requests)}/trash/${name}`,
    headers: { Destination: `${requests.account.baseUrl}/remote.php/dav/${binOf(requests)}/restore/${name}` }
  })
}

/** Deletes for good: one thing, or everything when no `id` is given. */
export async function deleteFromTrash(requests: FilesRequests, id?: string): Promise<void> {
  const of = id === undefined ? '' : `/${encodeURIComponent(id)}`
  await requests.dav({ method: 'DELETE', path: `${binOf(requests)}/trash${of}` })
}
