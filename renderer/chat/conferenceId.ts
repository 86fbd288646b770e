const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
const idBytes = 16
const slugChars = 30

/** A new meeting's id (contracts.md section 4): a readable slug, and 128 random bits in 26 characters of base32. */
export function newConferenceId(roomName: string): string {
  return `${slug(roomName)}-${base32(crypto.getRandomValues(new Uint8Array(idBytes)))}`
}

function slug(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, slugChars)
    .replace(/^-+|-+$/g, '')
  return plain === '' ? 'mote' : plain
}

/** RFC 4648 base32, lower case, without padding. */
export function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => alphabet.charAt(Number.parseInt(group.padEnd(5, '0'), 2))).join('')
}
