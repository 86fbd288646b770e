/** The mime types that a files server gives to the endings of documents. */
const mimes: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odp: 'application/vnd.oasis.opendocument.presentation',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  rtf: 'application/rtf'
}

/** Whether the server has an editor for a file of this name. */
export function isEditable(name: string, editable: readonly string[]): boolean {
  const mime = mimes[name.slice(name.lastIndexOf('.') + 1).toLowerCase()]
  return mime !== undefined && editable.includes(mime)
}
