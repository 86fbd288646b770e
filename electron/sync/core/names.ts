/** Our own folder in the sync root: the root's marker and unfinished downloads. Never synced. */
export const PRIVATE_FOLDER = '.samverk-sync'

/** Names that no client syncs: editors' and systems' own files (the official client's list). */
const IGNORED: readonly RegExp[] = [
  /~$/u,
  /^~\$/u,
  /^\.~lock\./u,
  /^~.*\.tmp$/iu,
  /\.~[0-9a-f]+$/iu,
  /^Icon\r/u,
  /^\.DS_Store$/iu,
  /^\._/u,
  /^Thumbs\.db$/iu,
  /^desktop\.ini$/iu,
  /^\..*\.sw.$/iu,
  /\.(?:part|filepart|crdownload|unison|textClipping)$/iu,
  /^\.fuse_hidden/u,
  /^\.nfs/u,
  /^\.directory$/u,
  /^System Volume Information$/iu,
  /^\$Recycle\.Bin$/iu,
  /^#.*#$/u,
  /^\.(?:sync|_sync)_[0-9a-f]+\.db/iu,
  /^\.owncloudsync\.log/iu
]

/** All of them as one: each file's name is judged at every scan. */
const ANY_IGNORED = new RegExp(IGNORED.map(({ source }) => `(?:${source})`).join('|'), 'iu')

/** Most names need no closer look. */
const PLAIN = /^[\w -][\w .-]{0,200}$/u

export type NameVerdict = 'sync' | 'ignored' | 'invalid'

/** What to do with a name found on either side. Invalid names can't exist on a server. */
export function judgeLocalName(name: string): NameVerdict {
  if (name === PRIVATE_FOLDER || ANY_IGNORED.test(name)) return 'ignored'
  if (PLAIN.test(name)) return 'sync'
  const isKept = isSafeName(name) && !hasControl(name) && !name.includes('\uFFFD') && utf8Length(name) <= 250
  return isKept ? 'sync' : 'invalid'
}

/** Servers refuse these, and what stands before them answers a line break with a 404. */
function hasControl(name: string): boolean {
  return Array.from(name, (char) => char.codePointAt(0) ?? 0).some((code) => code < 32)
}

/** A single path segment that can't lead anywhere else. */
export function isSafeName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\\\0]/u.test(name)
}

/** The form in which a server stores names (NFC), for finding the same name written otherwise. */
export function normalName(name: string): string {
  return name.normalize('NFC')
}

/** The form in which a disk that ignores case compares names. */
export function foldedName(name: string): string {
  return normalName(name).toLowerCase()
}

const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|clock\$|com[1-9]|lpt[1-9])(?:\.|$)/iu

/** True when Windows can't store the name. */
export function isInvalidOnWindows(name: string): boolean {
  return hasControl(name) || /[\\:?*"<>|]/u.test(name) || /[. ]$/u.test(name) || WINDOWS_DEVICE.test(name)
}

const encoder = new TextEncoder()

export function utf8Length(text: string): number {
  return encoder.encode(text).length
}

/** Cuts at a character boundary so that the UTF-8 form has at most `maxBytes`. */
export function truncateUtf8(text: string, maxBytes: number): string {
  let bytes = 0
  let cut = ''
  for (const char of text) {
    bytes += utf8Length(char)
    if (bytes > maxBytes) return cut
    cut += char
  }
  return cut
}

const SWAP = /^\.samverk-swap-[0-9a-f]+-/u

/** A visible, synced name that an item carries for a moment when names are exchanged. */
export function swapName(name: string, random: string): string {
  return `.samverk-swap-${random}-${truncateUtf8(name, 120)}`
}

export function isSwapName(name: string): boolean {
  return SWAP.test(name)
}
