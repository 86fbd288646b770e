import { SaxesParser } from 'saxes'

const maxDepth = 40

/** One `DAV:response` (RFC 4918): its href, and the texts of every element in it by `{namespace}name`. */
export interface DavResponse {
  readonly href: string
  readonly texts: ReadonlyMap<string, string>
}

export const davName = (name: string) => `{DAV:}${name}`
export const caldavName = (name: string) => `{urn:ietf:params:xml:ns:caldav}${name}`

/** Reads a multistatus body. Throws on anything that is not well-formed or too deep; entities are never expanded. */
export function readMultistatus(xml: string): DavResponse[] {
  const parser = new SaxesParser({ xmlns: true })
  const responses: { href: string; texts: Map<string, string> }[] = []
  const path: string[] = []
  let text = ''
  parser.on('doctype', () => {
    throw new Error('A document type is not accepted')
  })
  parser.on('opentag', ({ uri, local }) => {
    path.push(`{${uri}}${local}`)
    if (path.length > maxDepth) throw new Error('Too deep')
    if (path.at(-1) === davName('response')) responses.push({ href: '', texts: new Map() })
    text = ''
  })
  parser.on('text', (more) => (text += more))
  parser.on('cdata', (more) => (text += more))
  parser.on('closetag', () => {
    const name = path.pop()
    const response = responses.at(-1)
    if (!response || name === undefined) return
    const value = text.trim()
    text = ''
    // The response's own address, and the addresses inside a property such as calendar-home-set.
    if (name === davName('href')) {
      const owner = path.at(-1)
      if (owner === davName('response')) response.href = value
      else if (owner !== undefined) response.texts.set(owner, value)
    } else if (!response.texts.has(name)) response.texts.set(name, value)
  })
  parser.write(xml).close()
  return responses
}
