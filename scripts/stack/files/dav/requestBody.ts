import type { IncomingMessage } from 'node:http'

import { SaxesParser } from 'saxes'

import { badRequest, tooLarge } from './errors'
import { escapeXml } from './xml'

const maxBodyBytes = 64 * 1024
const maxDepth = 32
const maxElements = 1000

/** An XML element's or property's name, with its namespace. */
export type XmlName = { readonly namespace: string; readonly name: string }

export type XmlElement = XmlName & {
  readonly children: XmlElement[]
  readonly attributes: readonly (XmlName & { readonly value: string })[]
  /** Text and elements in their order. */
  readonly content: (string | XmlElement)[]
  text: string
}

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
  const top: XmlElement = { namespace: '', name: '', children: [], attributes: [], content: [], text: '' }
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
    const attributes = Object.values(tag.attributes).flatMap(({ uri, local, prefix, value }) =>
      prefix === 'xmlns' || local === 'xmlns' ? [] : [{ namespace: uri, name: local, value }]
    )
    const own = { namespace: tag.uri, name: tag.local, attributes }
    const element: XmlElement = { ...own, children: [], content: [], text: '' }
    stack.at(-1)?.children.push(element)
    stack.at(-1)?.content.push(element)
    stack.push(element)
  })
  parser.on('text', (text) => {
    const element = stack.at(-1)
    if (element === undefined) return
    element.text += text
    element.content.push(text)
  })
  parser.on('closetag', () => void stack.pop())
  parser.write(body).close()
  const root = top.children[0]
  if (root === undefined) throw badRequest('The request body is empty')
  return root
}

export const findChild = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((child) => child.namespace === 'DAV:' && child.name === name)

/** What is in an element, as XML that says its own namespaces. */
export const innerXml = (element: XmlElement): string =>
  element.content.map((part) => (typeof part === 'string' ? escapeXml(part) : outerXml(part))).join('')

function outerXml(element: XmlElement): string {
  const { namespace, name, attributes } = element
  const own = attributes.map((one, at) => {
    const text = escapeXml(one.value)
    return one.namespace === ''
      ? ` ${one.name}="${text}"`
      : ` xmlns:a${at}="${escapeXml(one.namespace)}" a${at}:${one.name}="${text}"`
  })
  return `<${name} xmlns="${escapeXml(namespace)}"${own.join('')}>${innerXml(element)}</${name}>`
}

/** The properties that a PROPFIND asks for; undefined = those that every client wants. */
export function parsePropfind(body: string): readonly XmlName[] | undefined {
  if (body.trim() === '') return undefined
  const root = parseXml(body)
  if (root.namespace !== 'DAV:' || root.name !== 'propfind') throw badRequest('The body is no propfind')
  return findChild(root, 'prop')?.children.map(({ namespace, name }) => ({ namespace, name }))
}
