import type { XmlName } from './requestBody'
import { escapeXml } from './xml'

const prefixes: Readonly<Record<string, string>> = {
  'DAV:': 'd',
  'http://sabredav.org/ns': 's',
  'http://owncloud.org/ns': 'oc',
  'http://nextcloud.org/ns': 'nc',
  'http://open-collaboration-services.org/ns': 'ocs',
  'urn:ietf:params:xml:ns:caldav': 'cal',
  'http://calendarserver.org/ns/': 'cs'
}

/** The namespaces that every answer names. */
export const declarations = Object.entries(prefixes)
  .map(([namespace, prefix]) => ` xmlns:${prefix}="${namespace}"`)
  .join('')

export const multistatusOpen = `<?xml version="1.0"?>\n<d:multistatus${declarations}>`
export const multistatusClose = '</d:multistatus>\n'

/** A property and its value as XML; undefined = this node does not have it. */
export type PropertyValue = readonly [property: XmlName, valueXml: string | undefined]

/** One `d:response` with what was found and, unless little is wanted (RFC 8144 section 2.1), what was not. */
export function responseXml(hrefPath: string, values: readonly PropertyValue[], isMinimal = false): string {
  const found = values.filter(([, value]) => value !== undefined)
  const missing = isMinimal ? [] : values.filter(([, value]) => value === undefined)
  return (
    `<d:response><d:href>${escapeXml(hrefPath)}</d:href>` +
    propstat(found, 'HTTP/1.1 200 OK', true) +
    propstat(missing, 'HTTP/1.1 404 Not Found', found.length === 0 && !isMinimal) +
    '</d:response>'
  )
}

/** One `d:response` that says the same of all properties. */
export const sameStatusXml = (hrefPath: string, names: readonly XmlName[], status: string): string =>
  `<d:response><d:href>${escapeXml(hrefPath)}</d:href>` +
  propstat(
    names.map((name) => [name, undefined]),
    status,
    true
  ) +
  '</d:response>'

function propstat(values: readonly PropertyValue[], status: string, evenEmpty: boolean): string {
  if (values.length === 0 && !evenEmpty) return ''
  return `<d:propstat><d:prop>${propXml(values)}</d:prop><d:status>${status}</d:status></d:propstat>`
}

/** Properties as elements. */
export const propXml = (values: readonly PropertyValue[]): string =>
  values.map(([name, value]) => elementXml(name, value ?? '')).join('')

export function elementXml({ namespace, name }: XmlName, inner: string): string {
  const prefix = prefixes[namespace]
  // What has no namespace can have no prefix either.
  const bare = namespace === ''
  const tag = bare ? name : prefix === undefined ? `x:${name}` : `${prefix}:${name}`
  const own = bare ? ' xmlns=""' : prefix === undefined ? ` xmlns:x="${escapeXml(namespace)}"` : ''
  return inner === '' ? `<${tag}${own}/>` : `<${tag}${own}>${inner}</${tag}>`
}
