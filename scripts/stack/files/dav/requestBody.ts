import type { IncomingMessage } from 'node:http'

import { SaxesParser } from 'saxes'

import { badRequest, tooLarge } from './errors'

const maxBodyBytes = 64 * 1024
const maxDepth = 32
const maxElements = 1000

/** An XML element's or property's name, with its namespace. */
export type XmlName = { readonly namespace: string; readonly name: string }

export type XmlElement = XmlName & { readonly children: XmlElement[]; text: string }

/** Reads a small body whole; more than 64 kB is refused. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size <= maxBodyBytes) parts.push(part)
  }
  // Only now: stopping in the middle would cut the connection before the answer.
  if (size > maxBodyBytes) throw tooLarge('The request body is too large')
  return Buffer.concat(parts).toString('utf8')
}

/** Parses a request's XML. A DOCTYPE, which is where entity bombs live, is refused; so are depth and number. */
export function parseXml(body: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true })
  const top: XmlElement = { namespace: '', name: '', children: [], text: '' }
  const stack = [top]
  let elements = 0
  parser.on('error', (error) => {
    throw badRequest(`The request body is not valid XML: ${error.message}`)
  })
  parser.on('doctype', () => {
    throw badRequest('A document type is not allowed here')
  })
  parser.on('opentag', (tag) => {
    elements += 1
    if (elements > maxElements || stack.length > maxDepth) throw badRequest('The request body is too complex')
    const element: XmlElement = { namespace: tag.uri, name: tag.local, children: [], text: '' }
    stack.at(-1)?.children.push(element)
    stack.push(element)
  })
  parser.on('text', (text) => {
    const element = stack.at(-1)
    if (element !== undefined) element.text += text
  })
  parser.on('closetag', () => void stack.pop())
  parser.write(body).close()
  const root = top.children[0]
  if (root === undefined) throw badRequest('The request body is empty')
  return root
}

export const findChild = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((child) => child.namespace === 'DAV:' && child.name === name)

/** The properties that a PROPFIND asks for; undefined = those that every client wants. */
export function parsePropfind(body: string): readonly XmlName[] | undefined {
  if (body.trim() === '') return undefined
  const root = parseXml(body)
  if (root.namespace !== 'DAV:' || root.name !== 'propfind') throw badRequest('The body is no propfind')
  return findChild(root, 'prop')?.children.map(({ namespace, name }) => ({ namespace, name }))
}
