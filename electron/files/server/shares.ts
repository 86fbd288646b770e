import { z } from 'zod'
import type { NewShare, Share, ShareChange, Sharee, ShareKind, ShareRight } from '../../../shared/model/files'
import { FilesError, type FilesRequests } from './requests'

const shares = '/ocs/v2.php/apps/files_sharing/api/v1/shares'
const kinds: Readonly<Record<number, ShareKind>> = { 0: 'user', 1: 'group', 3: 'link' }
const types: Readonly<Record<ShareKind, string>> = { user: '0', group: '1', link: '3' }
const canUpdate = 2

// Bits of OCS: 1 read, 2 update, 4 create, 8 delete, 16 share again.
const permissions = (right: ShareRight, isFolder: boolean): string =>
  right === 'read' ? '1' : String(isFolder ? 1 + 2 + 4 + 8 : 1 + 2)

const shareSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  share_type: z.number(),
  share_with: z.string().nullish(),
  share_with_displayname: z.string().nullish(),
  share_with_displayname_unique: z.string().nullish(),
  permissions: z.number(),
  url: z.string().nullish(),
  password: z.string().nullish(),
  expiration: z.string().nullish(),
  label: z.string().nullish()
})

// Kinds that are not shown here have shapes of their own.
const kindSchema = z.object({ share_type: z.number() })

const detailOf = (name: string, unique: string | null | undefined): { detail?: string } =>
  typeof unique === 'string' && unique !== '' && unique !== name ? { detail: unique } : {}

function readShare(found: z.infer<typeof shareSchema>): Share[] {
  const kind = kinds[found.share_type]
  if (kind === undefined) return []
  const isLink = kind === 'link'
  const userId = isLink ? '' : (found.share_with ?? '')
  const name = isLink ? (found.label ?? '') : (found.share_with_displayname ?? userId)
  return [
    {
      id: found.id,
      kind,
      name,
      ...(!isLink && detailOf(name, found.share_with_displayname_unique)),
      userId,
      right: (found.permissions & canUpdate) === 0 ? 'read' : 'edit',
      ...(isLink && typeof found.url === 'string' && { url: found.url }),
      hasPassword: (found.password ?? '') !== '',
      ...(typeof found.expiration === 'string' && { expires: found.expiration.slice(0, 10) })
    }
  ]
}

/** Who a file or folder is shared with, by this person and others. */
export async function readShares(requests: FilesRequests, path: string): Promise<Share[]> {
  const found = await requests.ocs({
    path: shares,
    params: { path: `/${path}`, reshares: 'true' },
    data: z.array(z.unknown())
  })
  return found.flatMap((one) => {
    const kind = kindSchema.safeParse(one)
    if (kind.success && kinds[kind.data.share_type] === undefined) return []
    const read = shareSchema.safeParse(one)
    // One that cannot be read must not look like one that is not there.
    if (!read.success) throw new FilesError({ code: 'notUnderstood' }, read.error)
    return readShare(read.data)
  })
}

interface Shared {
  readonly path: string
  readonly isFolder: boolean
}

/** Shares with a person, a group, or whoever has the link. */
export async function share(requests: FilesRequests, { path, isFolder }: Shared, wanted: NewShare): Promise<void> {
  await requests.ocs({
    method: 'POST',
    path: shares,
    params: {
      path: `/${path}`,
      shareType: types[wanted.kind],
      ...(wanted.kind === 'link'
        ? {
            permissions: permissions('read', isFolder),
            ...(wanted.password !== undefined && { password: wanted.password }),
            ...(wanted.expires !== undefined && { expireDate: wanted.expires })
          }
        : { permissions: permissions(wanted.right, isFolder), shareWith: wanted.id })
    },
    data: z.unknown()
  })
}

export async function changeShare(
  requests: FilesRequests,
  id: string,
  isFolder: boolean,
  { right, password, expires }: ShareChange
): Promise<void> {
  await requests.ocs({
    method: 'PUT',
    path: `${shares}/${encodeURIComponent(id)}`,
    params: {
      ...(right && { permissions: permissions(right, isFolder) }),
      ...(password !== undefined && { password }),
      ...(expires !== undefined && { expireDate: expires })
    },
    data: z.unknown()
  })
}

export async function unshare(requests: FilesRequests, id: string): Promise<void> {
  await requests.ocs({ method: 'DELETE', path: `${shares}/${encodeURIComponent(id)}`, data: z.unknown() })
}

const found = z
  .array(
    z.object({
      label: z.string(),
      value: z.object({ shareWith: z.string() }),
      shareWithDisplayNameUnique: z.string().nullish().catch(undefined)
    })
  )
  .optional()
  .catch([])
const shareesSchema = z.object({
  exact: z.object({ users: found, groups: found }).optional().catch(undefined),
  users: found,
  groups: found
})

/** People and groups whose name fits what was typed. */
export async function findSharees(requests: FilesRequests, term: string, isFolder: boolean): Promise<Sharee[]> {
  const { exact, users, groups } = await requests.ocs({
    path: '/ocs/v2.php/apps/files_sharing/api/v1/sharees',
    params: { search: term, itemType: isFolder ? 'folder' : 'file', perPage: '20' },
    data: shareesSchema
  })
  const read = (kind: Sharee['kind'], list: z.infer<typeof found>): Sharee[] =>
    (list ?? []).map(({ label, value, shareWithDisplayNameUnique }) => ({
      kind,
      id: value.shareWith,
      name: label,
      ...detailOf(label, shareWithDisplayNameUnique)
    }))
  const all = [
    ...read('user', exact?.users),
    ...read('group', exact?.groups),
    ...read('user', users),
    ...read('group', groups)
  ]
  return all.filter((one, index) => all.findIndex(({ kind, id }) => kind === one.kind && id === one.id) === index)
}
