import { archive } from './archive'

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const xml = '<?xml version="1.0" encoding="UTF-8"?>'

type OpenDocument = { readonly kind: 'text' | 'spreadsheet' | 'presentation'; readonly body: string }

const namespaces = ['office', 'text', 'table', 'drawing:draw', 'presentation']
  .map((pair) => {
    const [name = '', prefix = name] = pair.split(':')
    return `xmlns:${prefix}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`
  })
  .join(' ')

/** OpenDocument 1.3: a mimetype that comes first, a manifest and a content. */
function openDocument({ kind, body }: OpenDocument): Buffer {
  const mime = `application/vnd.oasis.opendocument.${kind}`
  const manifest = 'urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'
  return archive([
    { name: 'mimetype', content: mime },
    {
      name: 'META-INF/manifest.xml',
      content: `${xml}<m:manifest xmlns:m="${manifest}" m:version="1.3"><m:file-entry m:full-path="/" m:media-type="${mime}"/><m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>`
    },
    {
      name: 'content.xml',
      content: `${xml}<office:document-content ${namespaces} office:version="1.3"><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`
    }
  ])
}

const odfParagraph = (line: string): string => `<text:p>${escape(line)}</text:p>`
const odfRow = (line: string): string =>
  `<table:table-row>${line
    .split('\t')
    .map((cell) => `<table:table-cell office:value-type="string">${odfParagraph(cell)}</table:table-cell>`)
    .join('')}</table:table-row>`

export const odt = (lines: readonly string[]): Buffer =>
  openDocument({ kind: 'text', body: lines.map(odfParagraph).join('') })

/** Cells are parted by tabs. */
export const ods = (lines: readonly string[]): Buffer =>
  openDocument({
    kind: 'spreadsheet',
    body: `<table:table table:name="Blad1">${lines.map(odfRow).join('')}</table:table>`
  })

export const odp = (lines: readonly string[]): Buffer =>
  openDocument({
    kind: 'presentation',
    body: lines
      .map(
        (line, index) =>
          `<draw:page draw:name="Bild ${index + 1}"><draw:frame><draw:text-box>${odfParagraph(line)}</draw:text-box></draw:frame></draw:page>`
      )
      .join('')
  })

const packaging = 'http://schemas.openxmlformats.org/package/2006'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

type OfficeOpen = { readonly main: string; readonly type: string; readonly body: string }

const relationship = (type: string, target: string): string =>
  `${xml}<Relationships xmlns="${packaging}/relationships"><Relationship Id="rId1" Type="${relations}/${type}" Target="${target}"/></Relationships>`

const contentTypes = (parts: readonly (readonly [string, string])[]): string =>
  `${xml}<Types xmlns="${packaging}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${parts
    .map(
      ([name, type]) =>
        `<Override PartName="/${name}" ContentType="application/vnd.openxmlformats-officedocument.${type}+xml"/>`
    )
    .join('')}</Types>`

const officeOpen = (
  { main, type, body }: OfficeOpen,
  more: readonly (readonly [string, string, string])[] = []
): Buffer =>
  archive([
    {
      name: '[Content_Types].xml',
      content: contentTypes([[main, type], ...more.filter(([, kind]) => kind !== '').map(([a, b]) => [a, b] as const)])
    },
    { name: '_rels/.rels', content: relationship('officeDocument', main) },
    { name: main, content: body },
    ...more.map(([name, , content]) => ({ name, content }))
  ])

/** WordprocessingML (ECMA-376) with nothing but paragraphs. */
export const docx = (lines: readonly string[]): Buffer =>
  officeOpen({
    main: 'word/document.xml',
    type: 'wordprocessingml.document.main',
    body: `${xml}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${lines
      .map((line) => `<w:p><w:r><w:t>${escape(line)}</w:t></w:r></w:p>`)
      .join('')}</w:body></w:document>`
  })

/** SpreadsheetML (ECMA-376), one sheet of texts; cells are parted by tabs. */
export const xlsx = (lines: readonly string[]): Buffer => {
  const sheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const row = (line: string, index: number): string =>
    `<row r="${index + 1}">${line
      .split('\t')
      .map((cell) => `<c t="inlineStr"><is><t>${escape(cell)}</t></is></c>`)
      .join('')}</row>`
  return officeOpen(
    {
      main: 'xl/workbook.xml',
      type: 'spreadsheetml.sheet.main',
      body: `${xml}<workbook xmlns="${sheet}" xmlns:r="${relations}"><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>`
    },
    [
      ['xl/_rels/workbook.xml.rels', '', relationship('worksheet', 'worksheets/sheet1.xml')],
      [
        'xl/worksheets/sheet1.xml',
        'spreadsheetml.worksheet',
        `${xml}<worksheet xmlns="${sheet}"><sheetData>${lines.map(row).join('')}</sheetData></worksheet>`
      ]
    ]
  )
}

/** PDF 1.4 with one page of text in Helvetica (ISO 32000-1, WinAnsiEncoding holds å, ä and ö). */
export function pdf(lines: readonly string[]): Buffer {
  const texts = lines.map((line) => `(${line.replace(/[\\()]/gu, '\\$&')}) Tj T*`).join('\n')
  const stream = `BT /F1 12 Tf 18 TL 72 770 Td\n${texts}\nET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${Buffer.byteLength(stream, 'latin1')} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'
  ]
  let content = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const at = content.length
    content += `${index + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const start = content.length
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  content += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(content, 'latin1')
}
