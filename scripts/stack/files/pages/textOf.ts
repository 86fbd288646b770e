import { inflateRawSync } from 'node:zlib'

/** More than this of a member is not unpacked: a small archive can hold a large nothing. */
const maxTextBytes = 4 * 1024 * 1024

/** The lines of a document as far as they can be told without its program: texts, OpenDocument, Office Open XML, PDF. */
export function textOf(name: string, content: Buffer): string {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  if (ending === 'pdf') return pdfText(content)
  const member = members[ending]
  return member === undefined ? content.toString('utf8') : paragraphs(memberOf(content, member))
}

const members: Readonly<Record<string, string>> = {
  odt: 'content.xml',
  ods: 'content.xml',
  odp: 'content.xml',
  docx: 'word/document.xml',
  xlsx: 'xl/worksheets/sheet1.xml'
}

/** One line for each paragraph or row. */
const paragraphs = (xml: string): string =>
  xml
    .replaceAll(/<\/(?:text:p|text:h|w:p|row|table:table-row)>/gu, '\n')
    .replaceAll(/<[^>]*>/gu, ' ')
    .trim()

/** What is shown by `(…) Tj` in streams that are not packed. */
const pdfText = (content: Buffer): string =>
  [...content.toString('latin1').matchAll(/\(((?:[^()\\]|\\.)*)\)\s*Tj/gu)].map(([, text = '']) => text).join('\n')

/** A member of a ZIP archive (PKWARE APPNOTE 4.3.7), found by its local header; '' when it cannot be read. */
function memberOf(archive: Buffer, wanted: string): string {
  const signature = Buffer.from('PK\x03\x04', 'latin1')
  for (let at = archive.indexOf(signature); at >= 0 && at + 30 <= archive.length;) {
    const [method, size] = [archive.readUInt16LE(at + 8), archive.readUInt32LE(at + 18)]
    const nameEnd = at + 30 + archive.readUInt16LE(at + 26)
    const start = nameEnd + archive.readUInt16LE(at + 28)
    if (archive.subarray(at + 30, nameEnd).toString('utf8') === wanted)
      return unpack(archive.subarray(start, size === 0 ? undefined : start + size), method)
    at = archive.indexOf(signature, start + size)
  }
  return ''
}

function unpack(bytes: Buffer, method: number): string {
  if (method === 0) return bytes.toString('utf8')
  try {
    return inflateRawSync(bytes, { maxOutputLength: maxTextBytes }).toString('utf8')
  } catch (error) {
    // What cannot be unpacked is shown as an empty page.
    if (error instanceof Error && 'code' in error) return ''
    throw error
  }
}
