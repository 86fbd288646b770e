import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { RichNode } from '../../contract'
import { parseHtml } from './parse'

const context = {
  ownUserId: '@jag:insjoverket.test',
  nameOf: (userId: string) => (userId === '@anna:insjoverket.test' ? 'Anna' : userId)
}
const parse = (html: string): readonly RichNode[] => parseHtml(html, context) ?? []
const everything = (nodes: readonly RichNode[]): readonly RichNode[] =>
  nodes.flatMap((node) => ['children' in node ? everything(node.children) : [], node].flat())
const words = (nodes: readonly RichNode[]): string =>
  everything(nodes)
    .map((node) => (node.kind === 'text' ? node.text : ''))
    .join('')

test('scripts, styles and their content are gone', () => {
  expect(parse('<script>alert(1)</script><style>a{}</style>Hej<svg><script>x</script></svg>')).toEqual([
    { kind: 'text', text: 'Hej' }
  ])
})

test('links lead to the allowed kinds only', () => {
  for (const href of [
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'vbscript:x',
    ' java\nscript:alert(1)',
    'https://a:b@c.test/'
  ]) {
    expect(parse(`<a href="${href}">här</a>`)).toEqual([{ kind: 'text', text: 'här' }])
  }
  expect(parse('<a href="https://insjoverket.test/x" onclick="evil()">här</a>')).toEqual([
    {
      kind: 'link',
      target: { kind: 'web', href: 'https://insjoverket.test/x' },
      children: [{ kind: 'text', text: 'här' }]
    }
  ])
})

test('a permalink to a person is a mention with the name known here, not the one written', () => {
  expect(parse('<a href="https://matrix.to/#/@anna:insjoverket.test">Chefen</a>')).toEqual([
    { kind: 'mention', userId: '@anna:insjoverket.test', label: '@Anna', self: false }
  ])
  expect(parse('<a href="matrix:u/jag:insjoverket.test">x</a>')).toMatchObject([{ kind: 'mention', self: true }])
})

test('pictures come from the own server’s media only', () => {
  expect(parse('<img src="https://tracker.test/x.png" alt="bild">')).toEqual([{ kind: 'text', text: 'bild' }])
  expect(parse('<img src="mxc://insjoverket.test/abc" alt="katt" height="9000">')).toEqual([
    { kind: 'image', mxc: 'mxc://insjoverket.test/abc', alt: 'katt', heightPx: 100 }
  ])
  expect(parse('<img src="mxc://insjoverket.test/../x">')).toEqual([])
})

test('the quote that older apps put before a reply is left out', () => {
  expect(parse('<mx-reply><blockquote>gammalt</blockquote></mx-reply>nytt')).toEqual([{ kind: 'text', text: 'nytt' }])
})

test('a thousand levels become few, and the text stays', () => {
  const html = `${'<blockquote>'.repeat(1000)}djupt${'</blockquote>'.repeat(1000)}`
  const depth = (nodes: readonly RichNode[]): number =>
    nodes.reduce((most, node) => Math.max(most, 'children' in node ? 1 + depth(node.children) : 1), 0)
  expect(depth(parse(html))).toBeLessThanOrEqual(45)
})

test('too much HTML is refused as a whole', () => {
  expect(parseHtml('x'.repeat(70_000), context)).toBeNull()
  expect(parseHtml('<b>x</b>'.repeat(5_000), context)).toBeNull()
})

test('code keeps its text and its language', () => {
  expect(parse('<pre><code class="language-ts">const a = 1 &lt; 2\n</code></pre>')).toEqual([
    { kind: 'codeBlock', language: 'ts', text: 'const a = 1 < 2' }
  ])
})

test('whatever comes in, something bounded comes out, and every link is of an allowed kind', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.string(),
          fc.constantFrom(
            '<a href="',
            '">',
            '</a>',
            '<img src=',
            '<table>',
            '<svg>',
            '<p>',
            '<!--',
            ']]>',
            '<a href="javascript:x">',
            '\u202e'
          )
        )
      ),
      (parts) => {
        const nodes = parseHtml(parts.join(''), context)
        for (const node of everything(nodes ?? [])) {
          if (node.kind === 'link' && (node.target.kind === 'web' || node.target.kind === 'mail')) {
            expect(node.target.href).toMatch(/^(?:https?|mailto):/u)
          }
        }
        expect(words(nodes ?? [])).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u)
      }
    )
  )
})
