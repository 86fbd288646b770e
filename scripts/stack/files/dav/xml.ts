/** Text for XML 1.0, as content or in double quotes; characters that XML cannot hold are left out. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(notXml, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

// Control characters, halves of surrogate pairs and the two non-characters (XML 1.0, section 2.2).
const notXml = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu
