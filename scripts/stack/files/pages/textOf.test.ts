import { deflateRawSync } from 'node:zlib'

import { expect, test } from 'vitest'

import { docx, odt, pdf } from '../../../seed/documents'
import { textOf } from './textOf'

const lines = ['Protokoll', 'Beslut']

test('the lines of a document are found in its kind of file', () => {
  for (const [name, write] of [
    ['a.odt', odt],
    ['a.docx', docx],
    ['a.pdf', pdf]
  ] as const) {
    const text = textOf(name, write(lines))
    for (const line of lines) expect(text, name).toContain(line)
  }
  expect(textOf('a.txt', Buffer.from('Hej\n'))).toBe('Hej\n')
})

test('a packed member is unpacked, and a broken one is empty', () => {
  const member = (bytes: Buffer): Buffer => {
    const head = Buffer.alloc(30)
    head.write('PK\x03\x04', 0, 'latin1')
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(bytes.length, 18)
    head.writeUInt16LE('content.xml'.length, 26)
    return Buffer.concat([head, Buffer.from('content.xml'), bytes])
  }
  expect(textOf('a.odt', member(deflateRawSync(Buffer.from('<text:p>Packad</text:p>'))))).toBe('Packad')
  expect(textOf('a.odt', member(Buffer.from('trasig')))).toBe('')
  expect(textOf('a.odt', Buffer.from('inget arkiv'))).toBe('')
})
