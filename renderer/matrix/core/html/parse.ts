import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5'

import type { RichBlockTag, RichInlineTag, RichNode } from '../../contract'
import { asCount } from '../plain'
import { cleanName, cleanText } from './clean'
import { linkify } from './linkify'
import { toLinkTarget } from './links'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

/** Longer HTML is shown as its plain body instead. */
const MAX_HTML_LENGTH = 64_000
const MAX_NODES = 4_000
const MAX_DEPTH = 40

const PLAIN_TAGS: Readonly<Record<string, RichBlockTag | RichInlineTag>> = {
  p: 'p',
  h1: 'h1',
  h2: 'h2',
  h3: 'h3',
  h4: 'h4',
  h5: 'h5',
  h6: 'h6',
  blockquote: 'blockquote',
  ul: 'ul',
  li: 'li',
  hr: 'hr',
  table: 'table',
  thead: 'thead',
  tbody: 'tbody',
  tr: 'tr',
  th: 'th',
  td: 'td',
  details: 'details',
  summary: 'summary',
  div: 'div',
  b: 'b',
  strong: 'b',
  i: 'i',
  em: 'i',
  u: 'u',
  s: 's',
  del: 's',
  strike: 's',
  code: 'code',
  sub: 'sub',
  sup: 'sup',
  br: 'br'
}

/** Their text is not meant for reading (or is a reply's fallback, which the reply preview replaces). */
const DROPPED = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'mx-reply',
  'svg',
  'math',
  'iframe',
  'object',
  'title'
])

export type ParseContext = {
  readonly ownUserId: string
  /** The name to show for a mentioned person. */
  readonly nameOf: (userId: string) => string
}

type Budget = { nodes: number }

const attribute = (element: Element, name: string): string | null =>
  element.attrs.find((entry) => entry.name === name)?.value ?? null

const isElement = (node: Node): node is Element => 'tagName' in node

const textOf = (node: Node | Element, depth = 0): string => {
  if (depth > MAX_DEPTH) return ''
  if (node.nodeName === '#text' && 'value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map((child) => textOf(child, depth + 1)).join('') : ''
}

/**
 * Parses the HTML of a message into the allow-listed tree. Total: whatever comes in, something bounded comes out;
 * null when the HTML is too large (the plain body is shown then).
 */
export const parseHtml = (html: string, context: ParseContext): readonly RichNode[] | null => {
  if (html.length > MAX_HTML_LENGTH) return null
  const budget: Budget = { nodes: MAX_NODES }
  const nodes = convertAll(parseFragment(html).childNodes, context, budget, 0, false)
  return budget.nodes < 0 ? null : trimmed(nodes)
}

const convertAll = (
  nodes: readonly Node[],
  context: ParseContext,
  budget: Budget,
  depth: number,
  inLink: boolean
): readonly RichNode[] => nodes.flatMap((node) => convert(node, context, budget, depth, inLink))

const convert = (
  node: Node,
  context: ParseContext,
  budget: Budget,
  depth: number,
  inLink: boolean
): readonly RichNode[] => {
  budget.nodes -= 1
  if (budget.nodes < 0) return []
  if (node.nodeName === '#text' && 'value' in node) {
    const text = cleanText(node.value)
    return text === '' ? [] : inLink ? [{ kind: 'text', text }] : linkify(text)
  }
  if (!isElement(node) || DROPPED.has(node.tagName)) return []
  if (depth >= MAX_DEPTH) return [{ kind: 'text', text: cleanText(textOf(node)) }]
  const children = (link = inLink): readonly RichNode[] => convertAll(node.childNodes, context, budget, depth + 1, link)
  switch (node.tagName) {
    case 'a':
      return convertLink(node, children(true), context)
    case 'img':
      return convertImage(node)
    case 'pre':
      return [convertCode(node)]
    case 'ol':
      return [{ kind: 'list', start: listStart(node), children: children() }]
    case 'span':
      return convertSpan(node, children())
    default: {
      const tag = PLAIN_TAGS[node.tagName]
      return tag === undefined ? children() : [{ kind: 'element', tag, children: children() }]
    }
  }
}

const convertLink = (element: Element, children: readonly RichNode[], context: ParseContext): readonly RichNode[] => {
  const target = toLinkTarget(attribute(element, 'href') ?? '')
  if (target === null) return children
  if (target.kind !== 'user') return [{ kind: 'link', target, children }]
  const { userId } = target
  return [{ kind: 'mention', userId, label: `@${context.nameOf(userId)}`, self: userId === context.ownUserId }]
}

/** Pictures in text come from the own server's media only, never from an address in the message. */
const convertImage = (element: Element): readonly RichNode[] => {
  const alt = cleanName(attribute(element, 'alt') ?? attribute(element, 'title'), '')
  const mxc = attribute(element, 'src') ?? ''
  if (!/^mxc:\/\/[\w.:-]+\/[\w-]+$/u.test(mxc)) return alt === '' ? [] : [{ kind: 'text', text: alt }]
  const heightPx = Math.min(asCount(Number(attribute(element, 'height') ?? '')) ?? 20, 100)
  return [{ kind: 'image', mxc, alt, heightPx }]
}

const convertCode = (element: Element): RichNode => {
  const code = element.childNodes.find((child): child is Element => isElement(child) && child.tagName === 'code')
  const language = /\blanguage-([\w+#-]{1,30})/u.exec(code === undefined ? '' : (attribute(code, 'class') ?? ''))
  return { kind: 'codeBlock', language: language?.[1] ?? null, text: cleanText(textOf(element)).replace(/\n$/u, '') }
}

const listStart = (element: Element): number => {
  const start = Number(attribute(element, 'start') ?? '1')
  return Number.isInteger(start) && Math.abs(start) < 1_000_000 ? start : 1
}

const convertSpan = (element: Element, children: readonly RichNode[]): readonly RichNode[] => {
  const spoiler = attribute(element, 'data-mx-spoiler')
  if (spoiler === null) return children
  return [{ kind: 'spoiler', reason: spoiler === '' ? null : cleanName(spoiler, ''), children }]
}

const isBlank = (node: RichNode | undefined): boolean => node?.kind === 'text' && node.text.trim() === ''

/** Without empty text at both ends. */
const trimmed = (nodes: readonly RichNode[]): readonly RichNode[] => {
  let start = 0
  let end = nodes.length
  while (start < end && isBlank(nodes[start])) start += 1
  while (end > start && isBlank(nodes[end - 1])) end -= 1
  return nodes.slice(start, end)
}
