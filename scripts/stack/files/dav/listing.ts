import type { Exchange } from '../context'
import { multistatusClose, multistatusOpen, responseXml } from './multistatus'
import { sendMultistatus } from './propfind'
import { defaultProperties } from './properties'
import type { XmlName } from './requestBody'

/** One entry of a listing whose things are no files of a tree: its address and what is known of it. */
export type Entry = { readonly href: string; readonly known: Readonly<Record<string, string>> }

export const davName = 'DAV:'
export const ncName = 'http://nextcloud.org/ns'
export const ocName = 'http://owncloud.org/ns'

/** Answers a PROPFIND from entries; keys of `known` are `NAMESPACE NAME`, values are XML. */
export function sendEntries(
  exchange: Exchange,
  names: readonly XmlName[] | undefined,
  entries: readonly Entry[]
): void {
  const wanted = names ?? defaultProperties
  const xml = entries.map(({ href, known }) =>
    responseXml(
      href,
      wanted.map((name) => [name, known[`${name.namespace} ${name.name}`]] as const)
    )
  )
  sendMultistatus(exchange, multistatusOpen + xml.join('') + multistatusClose)
}
