const maxBytes = 250
// What Windows cannot keep: such a file would never reach a colleague's computer.
const refused = /[\\/:*?"<>|\p{Cc}]|[. ]$/u
const reserved = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i

/** Whether a new file or folder may have this name on every computer and server (at most 250 bytes of UTF-8). */
export function isSafeFileName(name: string): boolean {
  if (name === '' || refused.test(name) || reserved.test(name)) return false
  return utf8Length(name) <= maxBytes
}

function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}
