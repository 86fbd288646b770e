import type { TreeNode } from '../store/tree'
import { hasPreview, mimeOf } from './mime'
import type { PropertyValue } from './multistatus'
import type { XmlName } from './requestBody'
import { escapeXml } from './xml'

const d = 'DAV:'
const oc = 'http://owncloud.org/ns'
const nc = 'http://nextcloud.org/ns'
const ocs = 'http://open-collaboration-services.org/ns'

/** What properties depend on besides the node itself. */
export type PropertyContext = {
  readonly instanceId: string
  readonly fingerprint: string
  readonly ownerName: string
  /** Bytes left of the person's quota; -3 = no limit. */
  readonly quotaAvailable: number
  readonly isFavorite: (id: number) => boolean
}

type Property = (node: TreeNode, context: PropertyContext) => string | undefined

const folderOnly =
  (value: Property): Property =>
  (node, context) =>
    node.kind === 'folder' ? value(node, context) : undefined
const fileOnly =
  (value: Property): Property =>
  (node, context) =>
    node.kind === 'file' ? value(node, context) : undefined

const properties: Readonly<Record<string, Property>> = {
  [`${d} resourcetype`]: ({ kind }) => (kind === 'folder' ? '<d:collection/>' : ''),
  [`${d} displayname`]: ({ name }) => escapeXml(name),
  [`${d} getetag`]: ({ etag }) => `&quot;${etag}&quot;`,
  [`${d} getlastmodified`]: ({ mtime }) => httpDate(mtime),
  [`${d} creationdate`]: () => '1970-01-01T00:00:00+00:00',
  [`${d} getcontentlength`]: fileOnly(({ size }) => String(size)),
  [`${d} getcontenttype`]: fileOnly(({ name }) => mimeOf(name)),
  [`${d} quota-used-bytes`]: folderOnly(({ size }) => String(size)),
  [`${d} quota-available-bytes`]: folderOnly((_, { quotaAvailable }) => String(quotaAvailable)),
  [`${oc} id`]: ({ id }, { instanceId }) => globalId(id, instanceId),
  [`${oc} fileid`]: ({ id }) => String(id),
  [`${oc} size`]: ({ size }) => String(size),
  [`${oc} permissions`]: ({ kind }) => (kind === 'folder' ? 'RGDNVCK' : 'RGDNVW'),
  [`${oc} checksums`]: fileOnly(({ checksum }) =>
    checksum === null ? undefined : `<oc:checksum>${escapeXml(checksum)}</oc:checksum>`
  ),
  [`${oc} favorite`]: ({ id }, { isFavorite }) => (isFavorite(id) ? '1' : '0'),
  [`${oc} owner-id`]: ({ owner }) => escapeXml(owner),
  [`${oc} owner-display-name`]: (_, { ownerName }) => escapeXml(ownerName),
  [`${oc} share-types`]: () => '',
  [`${oc} comments-unread`]: () => '0',
  [`${oc} data-fingerprint`]: (_, { fingerprint }) => escapeXml(fingerprint),
  [`${nc} has-preview`]: ({ name, kind }) => String(kind === 'file' && hasPreview(name)),
  [`${nc} is-encrypted`]: () => '0',
  [`${nc} mount-type`]: () => '',
  [`${nc} creation_time`]: () => '0',
  [`${nc} upload_time`]: fileOnly(({ uploaded }) => String(uploaded)),
  [`${ocs} share-permissions`]: ({ kind }) => (kind === 'folder' ? '31' : '19')
}

/** What a PROPFIND without a list of properties answers. */
export const defaultProperties: readonly XmlName[] = [
  'getlastmodified',
  'getcontentlength',
  'resourcetype',
  'quota-used-bytes',
  'quota-available-bytes',
  'getetag',
  'getcontenttype'
].map((name) => ({ namespace: d, name }))

export const propertyValues = (
  names: readonly XmlName[],
  node: TreeNode,
  context: PropertyContext
): readonly PropertyValue[] =>
  names.map((name) => [name, properties[`${name.namespace} ${name.name}`]?.(node, context)])

/** `oc:id`: unique across servers. */
export const globalId = (id: number, instanceId: string): string => `${String(id).padStart(8, '0')}${instanceId}`

export const httpDate = (seconds: number): string => new Date(seconds * 1000).toUTCString()
