import type { Lock } from '../store/locks'
import type { StoredProperty, TreeNode } from '../store/tree'
import type { Located } from '../store/view'
import { hasPreview, mimeOf } from './mime'
import type { PropertyValue } from './multistatus'
import { permissionText, sharePermissions } from './permissions'
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
  readonly nameOf: (person: string) => string
  readonly etagOf: (node: TreeNode) => string
  /** Types of the shares that a node is in. */
  readonly shareTypes: (id: number) => readonly number[]
  readonly lockOf: (id: number) => Lock | undefined
  /** What clients have put on a node. */
  readonly stored: (id: number) => readonly StoredProperty[]
  /** Bytes left where the node lies; -3 = no limit. */
  readonly quotaAvailable: (node: TreeNode) => number
  /** Who asks. */
  readonly person: string
  readonly isFavorite: (id: number) => boolean
}

/** Something as it is listed. */
export type Listed = TreeNode & { readonly located: Located; readonly seen: 'itself' | 'listed' }

type Property = (node: Listed, context: PropertyContext) => string | undefined

const folderOnly =
  (value: Property): Property =>
  (node, context) =>
    node.kind === 'folder' ? value(node, context) : undefined
const fileOnly =
  (value: Property): Property =>
  (node, context) =>
    node.kind === 'file' ? value(node, context) : undefined

const lockOf =
  (value: (lock: Lock, context: PropertyContext) => string | undefined): Property =>
  ({ id }, context) => {
    const lock = context.lockOf(id)
    return lock === undefined ? undefined : value(lock, context)
  }

const properties: Readonly<Record<string, Property>> = {
  [`${d} resourcetype`]: ({ kind }) => (kind === 'folder' ? '<d:collection/>' : ''),
  [`${d} displayname`]: ({ located: { name } }) => escapeXml(name),
  [`${d} getetag`]: (node, { etagOf }) => `&quot;${etagOf(node)}&quot;`,
  [`${d} getlastmodified`]: ({ mtime }) => httpDate(mtime),
  [`${d} creationdate`]: () => '1970-01-01T00:00:00+00:00',
  [`${d} getcontentlength`]: fileOnly(({ size }) => String(size)),
  [`${d} getcontenttype`]: fileOnly(({ name }) => mimeOf(name)),
  [`${d} quota-used-bytes`]: folderOnly(({ size }) => String(size)),
  [`${d} quota-available-bytes`]: folderOnly((node, { quotaAvailable }) => String(quotaAvailable(node))),
  [`${oc} id`]: ({ id }, { instanceId }) => globalId(id, instanceId),
  [`${oc} fileid`]: ({ id }) => String(id),
  [`${oc} size`]: ({ size }) => String(size),
  [`${oc} permissions`]: ({ located, seen }) => permissionText(located, seen),
  [`${oc} checksums`]: fileOnly(({ checksum }) =>
    checksum === null ? undefined : `<oc:checksum>${escapeXml(checksum)}</oc:checksum>`
  ),
  [`${oc} favorite`]: ({ id }, { isFavorite }) => (isFavorite(id) ? '1' : '0'),
  [`${oc} owner-id`]: (node, context) => escapeXml(ownerOf(node, context)),
  [`${oc} owner-display-name`]: (node, context) => escapeXml(context.nameOf(ownerOf(node, context))),
  [`${oc} share-types`]: ({ id }, { shareTypes }) =>
    shareTypes(id)
      .map((type) => `<oc:share-type>${type}</oc:share-type>`)
      .join(''),
  [`${oc} comments-unread`]: () => '0',
  [`${oc} data-fingerprint`]: (_, { fingerprint }) => escapeXml(fingerprint),
  [`${nc} has-preview`]: ({ name, kind }) => String(kind === 'file' && hasPreview(name)),
  [`${nc} is-encrypted`]: () => '0',
  [`${nc} mount-type`]: ({ located: { storage } }) => ({ own: '', shared: 'shared', team: 'group' })[storage],
  [`${nc} is-mount-root`]: ({ located: { place } }) => String(place === 'mount'),
  [`${nc} creation_time`]: () => '0',
  [`${nc} upload_time`]: fileOnly(({ uploaded }) => String(uploaded)),
  [`${nc} lock`]: fileOnly(({ id }, context) => (context.lockOf(id) === undefined ? '' : '1')),
  [`${nc} lock-owner-type`]: lockOf(({ type }) => String(type)),
  // An editor's lock names the editor, and nobody who works there.
  [`${nc} lock-owner`]: lockOf(({ type, owner }) => (type === 1 ? undefined : escapeXml(owner))),
  [`${nc} lock-owner-displayname`]: lockOf(({ type, owner }, { nameOf }) =>
    type === 1 ? 'Text' : escapeXml(nameOf(owner))
  ),
  [`${nc} lock-owner-editor`]: lockOf(({ type }) => (type === 1 ? 'text' : '')),
  [`${nc} lock-time`]: lockOf(({ created }) => String(created)),
  // They hold until they are taken away.
  [`${nc} lock-timeout`]: lockOf(() => '-1'),
  [`${nc} lock-token`]: lockOf(({ token }) => escapeXml(token)),
  [`${ocs} share-permissions`]: ({ located }) => String(sharePermissions(located))
}

/** A team's folder has no owner: to everybody it is as if it were their own. */
const ownerOf = ({ owner, located }: Listed, { person }: PropertyContext): string =>
  located.storage === 'team' ? person : owner

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

export function propertyValues(
  names: readonly XmlName[],
  located: Located,
  seen: 'itself' | 'listed',
  context: PropertyContext
): readonly PropertyValue[] {
  const node: Listed = { ...located.node, located, seen }
  let stored: readonly StoredProperty[] | undefined
  return names.map((name) => {
    const known = properties[`${name.namespace} ${name.name}`]
    if (known !== undefined) return [name, known(node, context)]
    stored ??= context.stored(node.id)
    return [name, stored.find((one) => one.namespace === name.namespace && one.name === name.name)?.xml]
  })
}

/** Whether the server itself gives this property, so that clients cannot. */
export const isLive = ({ namespace, name }: XmlName): boolean => Object.hasOwn(properties, `${namespace} ${name}`)

/** `oc:id`: unique across servers. */
export const globalId = (id: number, instanceId: string): string => `${String(id).padStart(8, '0')}${instanceId}`

export const httpDate = (seconds: number): string => new Date(seconds * 1000).toUTCString()
